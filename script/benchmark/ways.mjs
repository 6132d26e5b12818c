// The contestants. Each takes a contest { url, dataset, folder, tools } and gives the seconds that it took.
import { actionOnce } from './action.mjs'
import { documentedOnce, multielasticdumpOnce, tunedOnce } from './elasticdump.mjs'
import { helperOnce, rawOnce } from './plain-clients.mjs'

export const ENGINES = ['native', 'elasticdump']
export const RIVALS = [
  'raw',
  'helper',
  'tuned',
  'multielasticdump',
  'multielasticdump-analyzers',
  'documented',
]
const CONNECTIONS = [1, 2, 4, 8]
const ALONE = ['a', 'c', 'd']

/** `group` is the name by which a way is asked for. */
const WAYS = [
  ...CONNECTIONS.map((connections) => ({
    id: `raw-${connections}`,
    group: 'raw',
    title: `raw \`_bulk\`, ${connections} connection${connections === 1 ? '' : 's'}`,
    once: (contest) => rawOnce(contest, connections),
  })),
  ...ENGINES.map((engine) => ({
    id: engine,
    group: engine,
    title: `**the action, \`engine: ${engine}\`**, whole step`,
    once: (contest) => actionOnce(contest, { engine }),
  })),
  { id: 'helper', group: 'helper', title: "the client's own bulk helper", once: helperOnce },
  { id: 'tuned', group: 'tuned', title: 'elasticdump tuned by hand', isSlow: true, once: tunedOnce },
  {
    id: 'multielasticdump',
    group: 'multielasticdump',
    title: '`multielasticdump`, mapping and data',
    isSlow: true,
    datasets: ['b'],
    once: (contest) => multielasticdumpOnce(contest, ['mapping', 'data']),
  },
  {
    id: 'multielasticdump-analyzers',
    group: 'multielasticdump-analyzers',
    title: '`multielasticdump`, with analyzers',
    isSlow: true,
    datasets: ['b'],
    once: (contest) => multielasticdumpOnce(contest, ['analyzer', 'mapping', 'data']),
  },
  {
    id: 'documented-no-wait',
    group: 'documented',
    title: 'documented commands, without their 30 s wait',
    isSlow: true,
    datasets: ALONE,
    once: (contest) => documentedOnce(contest, { replicas: 0 }),
  },
  {
    id: 'documented',
    group: 'documented',
    title: 'documented commands',
    isSlow: true,
    datasets: ALONE,
    once: (contest) => documentedOnce(contest, { replicas: 1 }),
  },
]

export function waysOf(dataset, { engines, rivals }) {
  const groups = [...engines, ...rivals]
  return WAYS.filter(
    ({ group, datasets = [dataset] }) => groups.includes(group) && datasets.includes(dataset),
  )
}
