const BOM = Buffer.from([0xef, 0xbb, 0xbf])

/** @param start the first bytes of a file's content @returns them without a byte order mark, which some editors write */
export function withoutByteOrderMark(start: Buffer): Buffer {
  return start.subarray(0, BOM.length).equals(BOM) ? start.subarray(BOM.length) : start
}
