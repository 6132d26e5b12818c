export const id = 205;
export const ids = [205];
export const modules = {

/***/ 7205:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ElasticdumpEngine: () => (/* binding */ ElasticdumpEngine)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/cluster/templates.js
var templates = __webpack_require__(493);
// EXTERNAL MODULE: ./lib/cluster/making.js
var making = __webpack_require__(8593);
// EXTERNAL MODULE: ./lib/cluster/indices.js
var indices = __webpack_require__(299);
// EXTERNAL MODULE: ./lib/cluster/aliases.js
var cluster_aliases = __webpack_require__(8870);
// EXTERNAL MODULE: ./lib/verify/mappings.js + 1 modules
var verify_mappings = __webpack_require__(6489);
// EXTERNAL MODULE: ./lib/verify/aliases.js
var verify_aliases = __webpack_require__(5229);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./node_modules/@actions/tool-cache/lib/tool-cache.js + 2 modules
var tool_cache = __webpack_require__(9805);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/engines/elasticdump/lockfile.js
/**
 * Adds to each package of a lockfile the address of its archive, as npm's registry and those that speak its protocol lay
 * them out. Without, npm asks for the description of every package before it fetches it: twice the requests.
 * @param lockfile text of a package-lock.json
 * @param registry address of the registry that this runner uses
 */
function withAddresses(lockfile, registry) {
    const locked = JSON.parse(lockfile);
    for (const [path, entry] of Object.entries(locked.packages)) {
        if (!entry.integrity || entry.resolved)
            continue;
        const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
        const archive = `${name.slice(name.indexOf('/') + 1)}-${entry.version}.tgz`;
        entry.resolved = `${registry.replace(/\/+$/, '')}/${name}/-/${archive}`;
    }
    return JSON.stringify(locked, null, 2);
}
//# sourceMappingURL=lockfile.js.map
// EXTERNAL MODULE: ./node_modules/@actions/exec/lib/exec.js + 3 modules
var exec = __webpack_require__(5781);
;// CONCATENATED MODULE: ./lib/engines/elasticdump/environment.js
/**
 * The environment of a child process: this one's without the action's inputs, which hold secrets, and without the
 * runner's own tokens.
 * @param extra what the child gets beside
 */
function childEnvironment(extra) {
    const env = {};
    for (const [name, value] of Object.entries(process.env)) {
        const isSecret = name.startsWith('INPUT_') || name.startsWith('ACTIONS_') || name.startsWith('ELASTICDUMP_');
        if (value !== undefined && !isSecret)
            env[name] = value;
    }
    return { ...env, ...extra };
}
//# sourceMappingURL=environment.js.map
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./lib/engines/elasticdump/local-socket.js





async function openLocalSocket() {
    const isWindows = process.platform === 'win32';
    // Sockets' paths are short (104 bytes on macOS), and RUNNER_TEMP's may be long.
    const folder = isWindows ? undefined : await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'restore-'));
    const path = folder
        ? (0,external_node_path_.join)(folder, 's')
        : `\\\\.\\pipe\\restore-${process.pid}-${Date.now()}-${Math.random()}`;
    const server = (0,external_node_net_.createServer)();
    server.listen(path);
    await (0,external_node_events_.once)(server, 'listening');
    const close = async () => {
        server.close();
        if (folder)
            await (0,promises_.rm)(folder, { recursive: true, force: true });
    };
    return { path, server, close };
}
//# sourceMappingURL=local-socket.js.map
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./lib/engines/elasticdump/pinned.js



/** Folder of the pinned elasticdump's package.json, its lockfile, and the hook, beside `dist/`. */
function pinnedFolder() {
    let at = (0,external_node_path_.dirname)((0,external_node_url_.fileURLToPath)(import.meta.url));
    while (!(0,external_node_fs_.existsSync)((0,external_node_path_.join)(at, 'elasticdump', 'package-lock.json')) && (0,external_node_path_.dirname)(at) !== at)
        at = (0,external_node_path_.dirname)(at);
    return (0,external_node_path_.join)(at, 'elasticdump');
}
//# sourceMappingURL=pinned.js.map
;// CONCATENATED MODULE: ./lib/engines/elasticdump/lifeline.js



/** The script that joins a child to the action that started it. */
function hookPath() {
    return (0,external_node_path_.join)(pinnedFolder(), 'child.cjs');
}
/**
 * Runs a child that ends when this process does, however that ends, and when the run is cancelled: it holds a
 * connection, and a child that loses it ends itself. @actions/exec tells nothing by which it could be ended.
 * @param run starts the child with this in its environment, and with the hook loaded
 */
async function onLifeline(signal, run) {
    signal.throwIfAborted();
    const { path, server, close } = await openLocalSocket();
    const connections = new Set();
    server.on('connection', (connection) => {
        connections.add(connection.on('error', () => { }));
        if (signal.aborted)
            connection.destroy();
    });
    const cut = () => {
        for (const connection of connections)
            connection.destroy();
    };
    signal.addEventListener('abort', cut);
    try {
        return await run({ RESTORE_LIFELINE: path });
    }
    finally {
        signal.removeEventListener('abort', cut);
        cut();
        await close();
    }
}
//# sourceMappingURL=lifeline.js.map
;// CONCATENATED MODULE: ./lib/engines/elasticdump/npm.js



/**
 * Runs npm, which ends with the action.
 * @returns its exit code and all that it said
 * @throws Error where there is no npm to run
 */
async function npm(args, cwd, signal) {
    let output = '';
    const listeners = { stdout: (data) => (output += data), stderr: (data) => (output += data) };
    const code = await onLifeline(signal, (lifeline) => {
        const env = childEnvironment({ ...lifeline, NODE_OPTIONS: withHook(process.env.NODE_OPTIONS) });
        return (0,exec/* exec */.m)('npm', args, { cwd, env, silent: true, ignoreReturnCode: true, listeners });
    });
    signal.throwIfAborted();
    return { code, output };
}
/** @returns the address of the registry that npm uses here; undefined where it does not say */
async function registryOf(cwd, signal) {
    const { code, output } = await npm(['config', 'get', 'registry', '--loglevel=silent'], cwd, signal);
    const said = output.trim().split('\n').at(-1) ?? '';
    return code === 0 && URL.canParse(said) ? said : undefined;
}
/** npm is a script of Node's too. */
function withHook(options = '') {
    return `${options} --require "${hookPath().replaceAll('\\', '\\\\')}"`.trim();
}
/** @returns what npm says in its output, without what it says of itself; '' for nothing */
function npmReason(output) {
    const lines = output
        .split('\n')
        .map((line) => line.replace(/^npm (?:error|ERR!) ?(?:notarget |network |code )?/, '').trim());
    return lines
        .filter((line) => line !== '' && !/A complete log of this run|[\\/]_logs[\\/]/.test(line))
        .slice(0, 5)
        .join(' ');
}
//# sourceMappingURL=npm.js.map
;// CONCATENATED MODULE: ./lib/engines/elasticdump/install.js









/**
 * Finds elasticdump in the runner's tool cache, or installs it there: the pinned version with `npm ci`, every package
 * held to the lockfile's integrity; another version by its exact number. No install script of any package is run.
 * @throws RestoreError ENGINE_INSTALL_FAILED
 */
async function install(version, log, signal) {
    const folder = pinnedFolder();
    const lockfile = await (0,promises_.readFile)((0,external_node_path_.join)(folder, 'package-lock.json'), 'utf8');
    const isPinned = JSON.parse(lockfile).packages['node_modules/elasticdump'].version === version;
    // A new lockfile of the same version is another installation.
    const digest = (0,external_node_crypto_.createHash)('sha256').update(lockfile).digest('hex').slice(0, 12);
    const tool = isPinned ? `elasticdump-${digest}` : 'elasticdump';
    process.env.RUNNER_TOOL_CACHE ||= (0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'tool-cache');
    process.env.RUNNER_TEMP ||= (0,external_node_os_.tmpdir)();
    let found = (0,tool_cache/* find */.I6)(tool, version, 'any');
    if (found)
        log(`elasticdump ${version} is in the tool cache`);
    else {
        const began = Date.now();
        found = await installAnew(tool, version, isPinned ? folder : undefined, signal);
        log(`elasticdump ${version} installed in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    }
    return { script: (0,external_node_path_.join)(found, 'node_modules', 'elasticdump', 'bin', 'elasticdump'), version };
}
async function installAnew(tool, version, pinned, signal) {
    await (0,promises_.mkdir)(process.env.RUNNER_TEMP, { recursive: true });
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(process.env.RUNNER_TEMP, 'elasticdump-'));
    try {
        if (pinned)
            await installPinned(pinned, folder, version, signal);
        else {
            const dependencies = { elasticdump: version };
            await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
            requireInstalled(await runNpm('install', folder, version, signal), version);
        }
        // Another job of this runner may have been quicker, and be running what a second copying would remove.
        return (0,tool_cache/* find */.I6)(tool, version, 'any') || (await (0,tool_cache/* cacheDir */.e8)(folder, tool, version, 'any'));
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** From where the registry's archives should lie; and where they do not lie there, from where npm is told they do. */
async function installPinned(pinned, folder, version, signal) {
    for (const name of ['package.json', 'package-lock.json', 'aws-sdk'])
        await (0,promises_.cp)((0,external_node_path_.join)(pinned, name), (0,external_node_path_.join)(folder, name), { recursive: true });
    const path = (0,external_node_path_.join)(folder, 'package-lock.json');
    const lockfile = await (0,promises_.readFile)(path, 'utf8');
    const registry = await registryOf(folder, signal).catch(() => undefined);
    signal.throwIfAborted();
    if (registry) {
        await (0,promises_.writeFile)(path, withAddresses(lockfile, registry));
        const { code } = await runNpm('ci', folder, version, signal);
        if (code === 0)
            return;
        await (0,promises_.writeFile)(path, lockfile);
    }
    requireInstalled(await runNpm('ci', folder, version, signal), version);
}
async function runNpm(command, cwd, version, signal) {
    const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
    try {
        return await npm([command, '--ignore-scripts', '--omit=dev', ...quiet], cwd, signal);
    }
    catch (cause) {
        signal.throwIfAborted();
        throw installFault(version, (0,errors/* messageOf */.bD)(cause), 'Put npm on the PATH, for example with actions/setup-node.');
    }
}
function requireInstalled({ code, output }, version) {
    if (code === 0)
        return;
    const said = npmReason(output) || `npm ended with exit code ${code}`;
    const hint = /ETARGET/.test(output)
        ? 'Give `elasticdump-version` a version that there is, or leave it out.'
        : 'Check that this runner reaches the npm registry; `elasticdump-version` left out installs the tested one.';
    throw installFault(version, said, hint);
}
function installFault(version, reason, hint) {
    return new errors/* RestoreError */.DZ('ENGINE_INSTALL_FAILED', `elasticdump ${version} cannot be installed: ${reason}`, {
        hint,
    });
}
//# sourceMappingURL=install.js.map
// EXTERNAL MODULE: ./lib/cluster/errors.js
var cluster_errors = __webpack_require__(2835);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ./lib/dump/open.js
var dump_open = __webpack_require__(5292);
// EXTERNAL MODULE: ./lib/dump/byte-order-mark.js
var byte_order_mark = __webpack_require__(6913);
// EXTERNAL MODULE: ./lib/dump/documents.js
var dump_documents = __webpack_require__(2884);
// EXTERNAL MODULE: ./lib/dump/identity.js
var identity = __webpack_require__(2158);
// EXTERNAL MODULE: ./lib/json/ranges.js
var ranges = __webpack_require__(8238);
// EXTERNAL MODULE: ./lib/json/lossless.js
var lossless = __webpack_require__(1682);
// EXTERNAL MODULE: ./node_modules/lossless-json/lib/esm/index.js + 6 modules
var esm = __webpack_require__(875);
;// CONCATENATED MODULE: ./lib/engines/elasticdump/limit.js
/** elasticdump counts a batch in documents; the cluster, and memory, in bytes. */
const LEVELS = 17;
const LONGEST_RUN = 2 ** (LEVELS - 1);
/** The largest sums of 1, 2, 4 … 65,536 documents that follow one another, wherever such a run begins. */
class BatchSizes {
    documents = 0;
    bytes = 0;
    /** Sizes of the last documents, by their place modulo the longest run. */
    recent = [];
    run = new Float64Array(LEVELS);
    largestRun = new Float64Array(LEVELS);
    /** @param bytes length of the next document */
    add(bytes) {
        for (let level = 0; level < LEVELS; level++) {
            const first = this.documents - 2 ** level;
            const left = first < 0 ? 0 : this.recent[first % LONGEST_RUN];
            const sum = this.run[level] + bytes - left;
            this.run[level] = sum;
            if (sum > this.largestRun[level])
                this.largestRun[level] = sum;
        }
        this.recent[this.documents % LONGEST_RUN] = bytes;
        this.documents++;
        this.bytes += bytes;
    }
    /** No document comes any more: frees what only more of them would need. */
    end() {
        this.recent.length = 0;
    }
    /**
     * @param batchBytes wanted size of a request's body
     * @param requestLimit bytes that the cluster takes at the most
     * @returns documents a batch: about batchBytes of them, and no run of that many beyond four times that, or beyond
     * one document where those are larger; never beyond the cluster's limit
     */
    limit(batchBytes, requestLimit) {
        const average = this.documents === 0 ? 1 : this.bytes / this.documents;
        const largest = this.largestRun[0];
        const bound = Math.min(Math.max(4 * batchBytes, largest), requestLimit * 0.9);
        let limit = 1;
        for (let level = 1; level < LEVELS; level++) {
            const documents = 2 ** level;
            if (documents * average > batchBytes * 1.2 || this.largestRun[level] > bound)
                break;
            limit = documents;
        }
        return limit;
    }
}
//# sourceMappingURL=limit.js.map
;// CONCATENATED MODULE: ./lib/engines/elasticdump/survey.js





/** `__proto__`, which its parser drops, also where it is escaped; half of a surrogate pair, if it is no whole one. */
const ODD = /__proto__|\\u005[fF]|\\u[dD][89a-fA-F]/;
/** What most documents have none of: one look instead of a list of finds. */
const ANY_LONG_NUMBER = /[:[,]\s*-?(?:\d[\d.]{15}|[\d.]+[eE])/;
/** A number of many digits, or with an exponent; also what looks like one in a text. */
const LONG_NUMBER = /[:[,]\s*(-?\d[\d.]{15,}(?:[eE][+-]?\d+)?|-?[\d.]+[eE][+-]?\d+)/g;
/** What may be a text that --support-big-int makes a number of. */
const LONG_TEXT = /"\d(?:\d{15}|[\d.]*[eE])/;
const DECIMAL = /^(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const ROUTING = ['routing', '_routing'];
/** Written into a bulk request's action line, where OpenSearch refuses all but routing. */
const REFUSED_META = ['parent', '_parent', 'timestamp', '_timestamp', 'ttl', '_ttl'];
/** What elasticdump has to be told, or fed, so that it brings every document over unchanged. */
class ElasticdumpSurvey {
    requestLimit;
    sizes = new BatchSizes();
    /** Whether a document has to be rewritten before elasticdump gets it. */
    isRewritten = false;
    bigInteger;
    digitString;
    /** @param requestLimit bytes that the cluster takes in one request */
    constructor(requestLimit) {
        this.requestLimit = requestLimit;
    }
    /** Whether elasticdump runs with --support-big-int. */
    get supportBigInt() {
        return this.bigInteger !== undefined;
    }
    see(document) {
        this.sizes.add(document.bytes);
        if (document.bytes > this.requestLimit)
            throw tooLarge(document, this.requestLimit);
        if (!this.isRewritten && needsRewriting(document))
            this.isRewritten = true;
        if (!this.isSuspect(document.text) && !this.mayBeDigitString(document))
            return;
        try {
            this.inspect(document);
        }
        catch (error) {
            // Neither elasticdump nor this can walk through objects that are nested without an end.
            if (!(error instanceof RangeError))
                throw error;
            throw cannotCarry(`${place(document)} has objects or lists that are nested too deeply`, 'it would fail');
        }
    }
    end() {
        if (this.bigInteger === undefined || this.digitString === undefined)
            return;
        throw cannotCarry(`${this.bigInteger} has an integer beyond 2^53, and ${this.digitString} digits in a string`, 'it keeps either the one or the other');
    }
    isSuspect(text) {
        // Looked for first as plain text, which is quicker: most documents have neither.
        if ((text.includes('\\u') || text.includes('__proto__')) && ODD.test(text))
            return true;
        if (!ANY_LONG_NUMBER.test(text))
            return false;
        for (const [, digits = ''] of text.matchAll(LONG_NUMBER)) {
            if (becomesText(digits) ? !this.supportBigInt : !(0,lossless/* isExact */.u0)(digits))
                return true;
        }
        return false;
    }
    mayBeDigitString(document) {
        return (this.digitString === undefined && LONG_TEXT.test(document.text) && LONG_TEXT.test(sourceOf(document)));
    }
    inspect(document) {
        const refuse = (what) => cannotCarry(`${place(document)} has ${what}`, 'it would change it');
        for (const value of contents((0,lossless/* parseLossless */.IS)(sourceOf(document)))) {
            if (value instanceof Key) {
                if (value.name === '__proto__')
                    throw refuse('a field called __proto__');
                if (!value.name.isWellFormed())
                    throw refuse('a field with half of a surrogate pair in its name');
            }
            else if (typeof value === 'string') {
                if (!value.isWellFormed())
                    throw refuse('half of a surrogate pair');
                if (becomesNumber(value))
                    this.digitString ??= place(document);
            }
            else if (becomesText(value.value))
                this.bigInteger ??= place(document);
            else if (!(0,lossless/* isExact */.u0)(value.value))
                throw refuse(shortened(value.value));
        }
    }
}
const SHOWN_DIGITS = 60;
function shortened(digits) {
    return digits.length > SHOWN_DIGITS ? `${digits.slice(0, SHOWN_DIGITS)}…` : digits;
}
/** What every document may have beside its id, and elasticdump passes over. */
const HARMLESS = new Set([
    '_index',
    '_type',
    '_id',
    '_score',
    '_source',
    '_version',
    '_seq_no',
    '_primary_term',
    'sort',
]);
/** @returns whether elasticdump needs this document in another form: without an id, or with meta that is refused */
function needsRewriting({ value }) {
    if (!(0,identity/* hasId */.YC)(value))
        return true;
    for (const name in value)
        if (!HARMLESS.has(name))
            return hasRefusedMeta(value);
    return false;
}
function hasRefusedMeta(value) {
    const fields = value.fields;
    return (REFUSED_META.some((name) => value[name] || fields?.[name]) ||
        ROUTING.some((name) => isNoText(value[name]) || isNoText(fields?.[name])));
}
/** A list is refused in an action line, and 0 left out of it. */
function isNoText(routing) {
    return routing !== undefined && routing !== null && typeof routing !== 'string';
}
/** Its parser makes a text of digits that JavaScript would write otherwise; --support-big-int makes a number of that. */
function becomesText(digits) {
    return /^\d+$/.test(digits) && String(Number(digits)) !== digits;
}
/** With --support-big-int. */
function becomesNumber(text) {
    return DECIMAL.test(text) && Number.parseFloat(text) > Number.MAX_SAFE_INTEGER;
}
class Key {
    name;
    constructor(name) {
        this.name = name;
    }
}
/** @returns every text, number and key of a value */
function* contents(value) {
    if (value instanceof esm/* LosslessNumber */._J || typeof value === 'string')
        yield value;
    else if (Array.isArray(value))
        for (const element of value)
            yield* contents(element);
    else if (value !== null && typeof value === 'object') {
        for (const [name, child] of Object.entries(value)) {
            yield new Key(name);
            yield* contents(child);
        }
    }
}
function sourceOf({ text }) {
    return (0,ranges/* memberText */.WI)(text, '_source') ?? 'null';
}
function place({ file, line }) {
    return `${file.name}, line ${line},`;
}
function cannotCarry(what, why) {
    return new errors/* RestoreError */.DZ('ENGINE_CANNOT_CARRY', `elasticdump cannot restore this dump unchanged: ${what}; ${why}`, {
        hint: 'Nothing was written. Restore it with `engine: native`, which carries them all.',
    });
}
function tooLarge(document, limit) {
    return new errors/* RestoreError */.DZ('ENGINE_CANNOT_CARRY', `${place(document)} a document of ${document.bytes} bytes is more than the cluster takes in one request (${limit} bytes)`, { hint: 'Raise `http.max_content_length` in the cluster, or leave the document out of the dump.' });
}
//# sourceMappingURL=survey.js.map
;// CONCATENATED MODULE: ./lib/engines/elasticdump/feed.js







/** Hands documents to one child process through a local socket. */
class Feed {
    local;
    socket;
    connected;
    constructor(local) {
        this.local = local;
        this.connected = new Promise((resolve) => {
            local.server.once('connection', (socket) => {
                this.socket = socket;
                // A child that goes away early is found out by what it did not write.
                socket.on('error', () => this.stop());
                resolve(socket);
            });
        });
    }
    /** For the child's environment: where it finds its documents. */
    get path() {
        return this.local.path;
    }
    static async open() {
        return new Feed(await openLocalSocket());
    }
    /** Sends all documents once the child has connected. Ends early where the child goes away. */
    async send(job) {
        const socket = await this.connected;
        try {
            await (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from(pieces(job), { highWaterMark: 1 }), socket);
        }
        catch (error) {
            if (error instanceof errors/* RestoreError */.DZ)
                throw error;
            this.stop();
        }
    }
    /** The child gets no more documents; it ends after those that it has. */
    stop() {
        this.socket?.destroy();
        this.local.server.close();
    }
    async close() {
        this.stop();
        await this.local.close();
    }
}
async function* pieces({ files, superseded, isRewritten }) {
    let ordinal = 0;
    for (const file of files) {
        if (!isRewritten && !superseded && !file.transform) {
            let isStart = true;
            for await (const bytes of (0,dump_open/* readBytes */.i)(file)) {
                yield isStart ? (0,byte_order_mark/* withoutByteOrderMark */.Y)(bytes) : bytes;
                isStart = false;
            }
            yield '\n';
            continue;
        }
        for await (const documents of (0,dump_documents/* readDocuments */.r)(file)) {
            const lines = [];
            for (const document of documents) {
                const isLeftOut = superseded?.has(ordinal);
                if (!isLeftOut)
                    lines.push(needsRewriting(document) ? rewrite(document, ordinal) : document.text);
                ordinal++;
            }
            if (lines.length > 0)
                yield `${lines.join('\n')}\n`;
        }
    }
}
/** Only what a bulk request may hold, with an id; `_source` as it stands. */
function rewrite(document, ordinal) {
    const { id, routing } = (0,identity/* identify */.ls)(document, ordinal);
    const meta = JSON.stringify({ _id: id, ...(routing === undefined ? {} : { _routing: routing }) });
    return `${meta.slice(0, -1)},"_source":${(0,ranges/* memberText */.WI)(document.text, '_source')}}`;
}
//# sourceMappingURL=feed.js.map
// EXTERNAL MODULE: ./lib/cluster/client.js + 2 modules
var client = __webpack_require__(3252);
;// CONCATENATED MODULE: ./lib/engines/elasticdump/run.js




/**
 * Runs elasticdump with the Node that runs this action. Credentials go into the child's environment alone.
 * @throws what the signal was aborted with
 * @returns its exit code, which proves nothing: it is 0 when documents were rejected
 */
async function runElasticdump(installation, target, caFile, run) {
    const output = new Lines((line) => run.onOutput?.(line));
    const errorOutput = new Lines((line) => run.onErrorOutput?.(line));
    // Without one it waits for ever for an answer that does not come.
    const timeout = `--timeout=${client/* REQUEST_TIMEOUT_MS */.j2}`;
    const args = ['--require', hookPath(), installation.script, timeout, ...run.options];
    const code = await onLifeline(run.signal, (lifeline) => (0,exec/* exec */.m)(`"${process.execPath}"`, args, {
        env: childEnvironment({ ...connection(target, caFile), ...run.env, ...lifeline }),
        silent: true,
        ignoreReturnCode: true,
        listeners: { stdout: (data) => output.add(data), stderr: (data) => errorOutput.add(data) },
    }));
    run.signal.throwIfAborted();
    output.end();
    errorOutput.end();
    return code;
}
/** @returns where elasticdump writes to: the name in a form that it takes for a name, and not for a number or a path */
function outputTo(target, name) {
    return [`--output=${target.url}`, `--output-index=${name === '' ? '' : encodeURIComponent(name)}/`];
}
function connection({ auth, tls }, caFile) {
    return {
        ...(auth
            ? { ELASTICDUMP_OUTPUT_USERNAME: auth.username, ELASTICDUMP_OUTPUT_PASSWORD: auth.password }
            : {}),
        // elasticdump's own --ca works only with client certificates.
        ...(caFile ? { NODE_EXTRA_CA_CERTS: caFile } : {}),
        ...(tls.verify ? {} : { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' }),
    };
}
/** Cuts a stream into lines. */
class Lines {
    take;
    rest = '';
    decoder = new TextDecoder();
    constructor(take) {
        this.take = take;
    }
    add(data) {
        const lines = (this.rest + this.decoder.decode(data, { stream: true })).split('\n');
        this.rest = lines.pop() ?? '';
        for (const line of lines)
            this.take(line);
    }
    end() {
        if (this.rest !== '')
            this.take(this.rest);
        this.rest = '';
    }
}
//# sourceMappingURL=run.js.map
;// CONCATENATED MODULE: ./lib/engines/elasticdump/load.js




/** What an index may name of its rejected documents in the report. */
const NAMED_REJECTIONS = 1000;
const WROTE = /, wrote (\d+)$/;
const EMITTED = /Error Emitted => (.*)$/;
/**
 * Restores the documents of one index with elasticdump's `--type=data`. It reads them from the action, which leaves
 * out what a later line replaces; so the order in which its requests arrive does not matter. The process starts while
 * the index is still being made, and waits for the first document.
 * @throws RestoreError ENGINE_FAILED with what elasticdump or the cluster said, where it did not write every document
 * that was not rejected
 */
async function load(job, setting) {
    const { survey } = job;
    const feed = await Feed.open();
    const outcome = new Outcome(job, feed);
    const limit = survey.sizes.limit(setting.batchBytes, setting.requestLimit);
    const options = [
        '--type=data',
        '--input=$',
        ...outputTo(setting.target, job.writeTo),
        ...(job.operation === 'create' ? ['--bulkAction=create'] : []),
        `--limit=${limit}`,
        `--concurrency=${setting.concurrency}`,
        '--noRefresh',
        `--output-params=${JSON.stringify(bulkParameters(job))}`,
        // Makes it tell of the last batch's error too.
        '--ignore-errors=true',
        ...(survey.supportBigInt ? ['--support-big-int'] : []),
    ];
    try {
        const { files, data, ready } = job;
        const sending = ready.then(() => feed.send({ files, superseded: data.superseded, isRewritten: survey.isRewritten }));
        // Where the dump cannot be read on, elasticdump gets no more: the error is told below, when it has ended.
        const sent = sending.then(() => undefined, (error) => {
            feed.stop();
            return error;
        });
        const code = await runElasticdump(setting.installation, setting.target, setting.caFile, {
            options,
            env: { RESTORE_DOCUMENTS_SOCKET: feed.path },
            signal: job.signal,
            onOutput: (line) => outcome.onOutput(line, setting.debug),
            onErrorOutput: (line) => outcome.onErrorOutput(line, setting.debug),
        });
        feed.stop();
        const readError = await Promise.race([sent, Promise.resolve(undefined)]);
        if (readError)
            throw readError;
        return outcome.result(code);
    }
    finally {
        await feed.close();
    }
}
/**
 * Default pipelines of an index are no part of its dump. And where an index is written to through its mark, a late
 * request of a killed run must not make an index of that name once the mark is gone.
 */
function bulkParameters({ index, writeTo }) {
    return { pipeline: '_none', ...(writeTo === index ? {} : { require_alias: true }) };
}
/** What elasticdump says about its work. */
class Outcome {
    job;
    feed;
    indexed = 0;
    rejected = 0;
    conflicts = 0;
    rejections = [];
    error;
    lastLines = [];
    constructor(job, feed) {
        this.job = job;
        this.feed = feed;
    }
    onOutput(line, debug) {
        debug(line);
        const wrote = WROTE.exec(line);
        if (!wrote)
            return;
        this.indexed += Number(wrote[1]);
        this.job.onProgress(this.indexed, null);
    }
    onErrorOutput(line, debug) {
        const item = rejectedItem(line);
        if (item?.status === 409 && this.job.operation === 'create') {
            this.indexed++;
            this.conflicts++;
            return;
        }
        if (item) {
            this.rejected++;
            if (this.rejections.length < NAMED_REJECTIONS)
                this.rejections.push(item);
            return;
        }
        debug(line);
        this.lastLines.push(line);
        if (this.lastLines.length > 5)
            this.lastLines.shift();
        const emitted = EMITTED.exec(line)?.[1];
        if (emitted !== undefined && this.error === undefined) {
            // A whole request was refused or lost: what follows would be too.
            this.error = emittedReason(emitted);
            this.feed.stop();
        }
    }
    result(code) {
        const { index, data } = this.job;
        if (this.indexed + this.rejected < data.distinct || this.error !== undefined) {
            const said = this.error ?? (this.lastLines.join(' ').trim() || `exit code ${code}, and no reason given`);
            throw new errors/* RestoreError */.DZ('ENGINE_FAILED', `elasticdump wrote ${this.indexed} of ${data.distinct} documents of index ${index}: ${said}`, { hint: help(said) });
        }
        const { indexed, rejected, conflicts, rejections } = this;
        return { data, indexed, rejected, conflicts, rejections };
    }
}
function rejectedItem(line) {
    if (!line.startsWith('{'))
        return undefined;
    try {
        const { _id, status, error } = JSON.parse(line);
        if (typeof status !== 'number')
            return undefined;
        return { id: String(_id), status, reason: typeof error === 'string' ? error : (0,cluster_errors/* reasonChain */.cI)(error ?? {}) };
    }
    catch {
        return undefined;
    }
}
/** The message is the cluster's answer where there was one. */
function emittedReason(emitted) {
    try {
        const { error, status } = JSON.parse(emitted);
        return `${typeof error === 'string' ? error : (0,cluster_errors/* reasonChain */.cI)(error ?? {})} (HTTP ${status})`;
    }
    catch (error) {
        return emitted === '' ? (0,errors/* messageOf */.bD)(error) : emitted.slice(0, 1000);
    }
}
function help(said) {
    if (/HTTP 413|too large/i.test(said)) {
        return 'Make `batch-size` smaller; a single document of that size needs a larger `http.max_content_length` in the cluster.';
    }
    if (/ECONN|ETIMEDOUT|EPIPE|socket/i.test(said)) {
        return 'The connection broke. Check cluster and network, then run again.';
    }
    return (0,cluster_errors/* hintFor */.JR)(said) ?? 'Run the step again with debug logging to see all that elasticdump says.';
}
//# sourceMappingURL=load.js.map
;// CONCATENATED MODULE: ./lib/engines/elasticdump/engine.js








/**
 * Restores with elasticdump. Its exit code is 0 whatever the cluster refuses, and the reason is printed nowhere: so
 * every step is looked up in the cluster, and one that did not take is asked for once more to learn why.
 */
class ElasticdumpEngine {
    context;
    name = 'elasticdump';
    readsFirst = true;
    installation;
    constructor(context) {
        this.context = context;
    }
    get version() {
        return this.context.inputs.elasticdumpVersion;
    }
    async prepare() {
        this.installation = await install(this.version, this.context.log, this.context.signal);
    }
    observe() {
        return new ElasticdumpSurvey(this.context.requestLimit);
    }
    async putClusterStep({ type, name, body }) {
        // It puts the name into the path of its request as it is: `../logs/_doc/1` would be a document of another index.
        await this.step(type, '', elasticdumpForm(type, encodeURIComponent(name), body));
        // There is no telling whether what the cluster has under this name is old: putting it again says why not.
        await (0,templates/* putClusterStep */.gS)(this.context.cluster, type, name, body);
    }
    async createIndex(index, body, marker) {
        const cluster = this.context.cluster;
        await this.step('index', index, { [index]: body });
        if (!(await (0,making/* isMade */.sX)(cluster, index, marker)))
            await (0,making/* createMarked */.vH)(cluster, index, body, marker);
    }
    async putMappings(index, mappings) {
        const cluster = this.context.cluster;
        await this.step('mapping', index, { [index]: { mappings } });
        if (!(0,verify_mappings/* compareMappings */.B9)(mappings, await (0,indices/* getMappings */.EN)(cluster, index)).ok)
            await (0,indices/* putMappings */.Lb)(cluster, index, mappings);
    }
    async putAliases(index, aliases, taking) {
        if (Object.keys(aliases).length === 0)
            return;
        const cluster = this.context.cluster;
        // elasticdump has one index in a request.
        if (taking.length > 0)
            return await (0,cluster_aliases/* putAliases */.Ag)(cluster, index, aliases, taking);
        await this.step('alias', '', { [index]: { aliases } });
        if (!(0,verify_aliases/* compareAliases */.U)(aliases, await (0,indices/* getAliases */.VK)(cluster, index)).ok)
            await (0,cluster_aliases/* putAliases */.Ag)(cluster, index, aliases);
    }
    async load(job) {
        const { inputs, requestLimit, debug } = this.context;
        const { data, survey } = job;
        if (!data || !(survey instanceof ElasticdumpSurvey))
            throw new Error('the data was not read for this engine');
        return await load({ ...job, data, survey }, {
            installation: this.installed(),
            target: inputs.target,
            caFile: await this.caFile(),
            concurrency: inputs.concurrency,
            batchBytes: inputs.batchSizeBytes,
            requestLimit,
            debug,
        });
    }
    /** Runs one step of metadata from a file as elasticdump reads it: JSON, or for most types a string of JSON. */
    async step(type, index, content) {
        const { inputs, scratch, debug, signal } = this.context;
        const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(scratch, 'step-'));
        try {
            const input = (0,external_node_path_.join)(folder, `${type}.json`);
            const json = JSON.stringify(content);
            await (0,promises_.writeFile)(input, type === 'mapping' ? json : JSON.stringify(json));
            const options = [`--type=${type}`, `--input=${input}`, ...outputTo(inputs.target, index)];
            await runElasticdump(this.installed(), inputs.target, await this.caFile(), {
                options,
                onOutput: debug,
                onErrorOutput: debug,
                signal,
            });
        }
        finally {
            await (0,promises_.rm)(folder, { recursive: true, force: true });
        }
    }
    installed() {
        if (!this.installation)
            throw new Error('elasticdump is used before it is installed');
        return this.installation;
    }
    /** NODE_EXTRA_CA_CERTS takes a path, and there is one only: what it has already stays in it. */
    async caFile() {
        const { ca } = this.context.inputs.target.tls;
        if (!ca)
            return undefined;
        const file = (0,external_node_path_.join)(this.context.scratch, 'ca.pem');
        const { NODE_EXTRA_CA_CERTS: extra } = process.env;
        await (0,promises_.writeFile)(file, extra ? `${ca}\n${await (0,promises_.readFile)(extra, 'utf8')}` : ca);
        return file;
    }
}
function elasticdumpForm(type, name, body) {
    if (type === 'component_template' || type === 'index_template')
        return { [`${type}s`]: [{ name, [type]: body }] };
    if (type === 'script')
        return { stored_scripts: [{ _id: name, ...body }] };
    return { [name]: body };
}
//# sourceMappingURL=engine.js.map

/***/ })

};

//# sourceMappingURL=205.index.js.map