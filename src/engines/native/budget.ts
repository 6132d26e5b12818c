/** Keeps what is read ahead below a number of bytes: whoever wants more waits. For one reader. */
export class Budget {
  private used = 0
  private wanted = 0
  private wake: (() => void) | undefined

  constructor(private readonly bytes: number) {}

  /** Waits until there is room. What is larger than everything has it alone. */
  async take(bytes: number): Promise<void> {
    while (this.used > 0 && this.used + bytes > this.bytes) {
      this.wanted = bytes
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
    this.used += bytes
  }

  give(bytes: number): void {
    this.used -= bytes
    if (this.used === 0 || this.used + this.wanted <= this.bytes) this.wake?.()
  }
}
