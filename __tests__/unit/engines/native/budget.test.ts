import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../../../src/engines/native/budget.js'

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('Budget', () => {
  it('never gives out more than there is, but to one alone, and whoever waits gets it in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 150 }), fc.nat({ max: 5 }))),
        async (bytes, wishes) => {
          const budget = new Budget(bytes)
          const held: number[] = []
          const giving: Promise<void>[] = []
          for (const [wish, turns] of wishes) {
            await budget.take(wish)
            held.push(wish)
            const sum = held.reduce((a, b) => a + b, 0)
            expect(sum <= bytes || held.length === 1).toBe(true)
            giving.push(
              (async () => {
                for (let i = 0; i < turns; i++) await turn()
                held.splice(held.indexOf(wish), 1)
                budget.give(wish)
              })(),
            )
          }
          await Promise.all(giving)
        },
      ),
    )
  })

  it('waits only where it has to', async () => {
    const budget = new Budget(10)
    await budget.take(4)
    await budget.take(6)
    let isGiven = false
    const taking = budget.take(5).then(() => {
      isGiven = true
    })
    budget.give(4)
    await turn()
    expect(isGiven).toBe(false)
    budget.give(6)
    await taking
    // 5 are left of what there was, though somebody waited for more before.
    await budget.take(5)
  })

  it('waits no longer than until there is room, though others keep what they have', async () => {
    const budget = new Budget(10)
    await budget.take(6)
    await budget.take(4)
    const taking = budget.take(4)
    budget.give(4)
    await taking
  })
})
