import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A socket that only this machine reaches, and there only this user. */
export interface LocalSocket {
  /** For the environment of the child that connects to it. */
  path: string
  server: Server
  /** Takes no more connections, and removes what it has in the file system. */
  close(): Promise<void>
}

export async function openLocalSocket(): Promise<LocalSocket> {
  const isWindows = process.platform === 'win32'
  // Sockets' paths are short (104 bytes on macOS), and RUNNER_TEMP's may be long.
  const folder = isWindows ? undefined : await mkdtemp(join(tmpdir(), 'restore-'))
  const path = folder
    ? join(folder, 's')
    : `\\\\.\\pipe\\restore-${process.pid}-${Date.now()}-${Math.random()}`
  const server = createServer()
  server.listen(path)
  await once(server, 'listening')
  const close = async () => {
    server.close()
    if (folder) await rm(folder, { recursive: true, force: true })
  }
  return { path, server, close }
}
