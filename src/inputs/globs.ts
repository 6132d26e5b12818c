/** @returns whether a whole text fits a glob, in which `*` stands for any characters, dots too */
export function fits(glob: string, text: string): boolean {
  const parts = glob.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text)
}
