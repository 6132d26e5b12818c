export async function measureAway() {
  throw new Error('not yet')
}
