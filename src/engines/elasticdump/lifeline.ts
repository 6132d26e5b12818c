import type { Socket } from 'node:net'
import { join } from 'node:path'
import { openLocalSocket } from './local-socket.js'
import { pinnedFolder } from './pinned.js'

/** The script that joins a child to the action that started it. */
export function hookPath(): string {
  return join(pinnedFolder(), 'child.cjs')
}

/**
 * Runs a child that ends when this process does, however that ends, and when the run is cancelled: it holds a
 * connection, and a child that loses it ends itself. @actions/exec tells nothing by which it could be ended.
 * @param run starts the child with this in its environment, and with the hook loaded
 */
export async function onLifeline<T>(
  signal: AbortSignal,
  run: (env: Record<string, string>) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const { path, server, close } = await openLocalSocket()
  const connections = new Set<Socket>()
  server.on('connection', (connection) => {
    connections.add(connection.on('error', () => {}))
    if (signal.aborted) connection.destroy()
  })
  const cut = () => {
    for (const connection of connections) connection.destroy()
  }
  signal.addEventListener('abort', cut)
  try {
    return await run({ RESTORE_LIFELINE: path })
  } finally {
    signal.removeEventListener('abort', cut)
    cut()
    await close()
  }
}
