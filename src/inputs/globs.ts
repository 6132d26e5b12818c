/** @returns whether a whole text fits a glob, in which `*` stands for any characters, dots too */
export function fits(glob: string, text: string): boolean {
  const [start = '', ...parts] = glob.split('*')
  const end = parts.pop()
  if (end === undefined) return text === glob
  if (!text.startsWith(start) || !text.endsWith(end)) return false
  // The first place of each part leaves most for the next: unlike a regular expression this never looks back.
  let at = start.length
  for (const part of parts) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at + end.length <= text.length
}
