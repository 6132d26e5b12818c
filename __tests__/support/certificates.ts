import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Certificates {
  /** With ca.pem, server.pem and server.key. */
  folder: string
  /** Of the private CA. */
  ca: string
  caFile: string
  /** Of a server at 127.0.0.1. */
  tls: { key: string; cert: string }
  /** The same, but that it was good until yesterday. */
  expired(): Promise<{ key: string; cert: string }>
  remove(): Promise<void>
}

/** Makes a CA that nobody knows, and a certificate that it signed, with openssl: Node cannot sign certificates. */
export async function makeCertificates(): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), 'certificates-'))
  const openssl = (...options: string[]) => run('openssl', options, { cwd: folder })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  await writeFile(join(folder, 'ca.cnf'), CA_CONFIG)
  await writeFile(join(folder, 'server.ext'), 'subjectAltName=IP:127.0.0.1\n')
  const ca = ['-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-config', 'ca.cnf']
  await openssl('req', '-x509', ...newKey, ...ca)
  const server = [
    '-keyout',
    'server.key',
    '-out',
    'server.csr',
    '-subj',
    '/CN=127.0.0.1',
    '-config',
    'ca.cnf',
  ]
  await openssl('req', ...newKey, ...server)
  const sign = async (days: string, out: string) => {
    const signer = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', days]
    await openssl('x509', '-req', ...signer, '-in', 'server.csr', '-out', out, '-extfile', 'server.ext')
  }
  await sign('2', 'server.pem')
  const read = (name: string) => readFile(join(folder, name), 'utf8')
  return {
    folder,
    ca: await read('ca.pem'),
    caFile: join(folder, 'ca.pem'),
    tls: { key: await read('server.key'), cert: await read('server.pem') },
    expired: async () => {
      await sign('-1', 'expired.pem')
      return { key: await read('server.key'), cert: await read('expired.pem') }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

// OpenSSL and LibreSSL have different defaults, so all is said.
const CA_CONFIG = `[req]
distinguished_name = name
x509_extensions = ca
prompt = no
[name]
CN = a private CA
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
`
