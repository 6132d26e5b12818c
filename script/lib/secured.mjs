// The security plugin, as OpenSearch's own distributions have it: TLS, users and roles.
import {
  chownSync,
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fetched, installed, unpack } from './maven.mjs'

/** The newest that Maven has; it runs in a newer OpenSearch where its descriptor says so. */
const PLUGIN = 'org.opensearch.plugin:opensearch-security:3.4.0.0:zip'
const CERTIFICATES = ['ca.pem', 'server.pem', 'server.key']

/** The distribution once more, with the plugin. @returns its folder */
export function withSecurity(home, version, java, say) {
  return installed(`${home}-secured`, (draft) => {
    const copy = join(draft, 'home')
    linkTree(home, copy)
    const plugin = join(copy, 'plugins', 'opensearch-security')
    mkdirSync(plugin)
    say('fetching the security plugin with Maven (49 MB, once)')
    unpack(fetched(PLUGIN, draft), plugin, java)
    const descriptor = join(plugin, 'plugin-descriptor.properties')
    const text = readFileSync(descriptor, 'utf8')
    writeFileSync(descriptor, text.replace(/^opensearch\.version=.*$/m, `opensearch.version=${version}`))
    // OpenSearch has these itself, and refuses to start with a class that is there twice.
    for (const name of readdirSync(plugin)) if (/^bc.*\.jar$/.test(name)) rmSync(join(plugin, name))
    return copy
  })
}

/** Hard links: a second copy of 400 MB is not needed, and OpenSearch does not follow symbolic ones. */
function linkTree(from, to) {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target)
    else linkSync(source, target)
  }
}

/**
 * Puts certificates and the plugin's own demo users (`admin` with the password `admin` may do all) into `config`.
 * @param certificates folder with ca.pem, server.pem, server.key
 * @returns settings of opensearch.yml
 */
export function secure(home, config, certificates, user) {
  const own = (path) => user.uid !== undefined && chownSync(path, user.uid, user.gid)
  for (const name of CERTIFICATES) {
    copyFileSync(join(certificates, name), join(config, name))
    own(join(config, name))
  }
  cpSync(join(home, 'plugins', 'opensearch-security', 'config'), join(config, 'opensearch-security'), {
    recursive: true,
  })
  const files = {
    pemcert_filepath: 'server.pem',
    pemkey_filepath: 'server.key',
    pemtrustedcas_filepath: 'ca.pem',
  }
  const tls = (layer) =>
    Object.entries(files).map(([key, file]) => [`plugins.security.ssl.${layer}.${key}`, file])
  return {
    ...Object.fromEntries([...tls('transport'), ...tls('http')]),
    'plugins.security.ssl.transport.enforce_hostname_verification': false,
    'plugins.security.ssl.http.enabled': true,
    'plugins.security.allow_default_init_securityindex': true,
    'plugins.security.restapi.roles_enabled': '["all_access"]',
    'plugins.security.audit.type': 'noop',
  }
}
