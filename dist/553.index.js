export const id = 553;
export const ids = [553];
export const modules = {

/***/ 7553:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findUnpackedDump: () => (/* binding */ findUnpackedDump)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/inputs/places.js
var places = __webpack_require__(2945);
// EXTERNAL MODULE: ./lib/report/numbers.js
var numbers = __webpack_require__(8844);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./lib/archive/entry.js
var archive_entry = __webpack_require__(8990);
;// CONCATENATED MODULE: ./lib/archive/bytes.js






const CHUNK_BYTES = 256 * 1024;
const SHOWN_LENGTH = 300;
/** Streams a file's bytes, and adds them to a hash on their way. */
async function* rawBytes(path, hash) {
    for await (const chunk of (0,external_node_fs_.createReadStream)(path, { highWaterMark: CHUNK_BYTES })) {
        hash.update(chunk);
        yield chunk;
    }
}
/** @throws Damage, and Error from zlib where the data is cut or damaged */
async function* gunzipped(packed) {
    const gunzip = (0,external_node_zlib_.createGunzip)({ chunkSize: CHUNK_BYTES });
    let read = 0;
    const counted = async function* () {
        for await (const chunk of packed) {
            read += chunk.length;
            yield chunk;
        }
    };
    const fed = (0,external_node_stream_promises_.pipeline)(counted, gunzip);
    fed.catch(() => { }); // what is read below ends with the same error
    yield* gunzip;
    await fed;
    // gunzip leaves what follows alone where it is no gzip data.
    if (gunzip.bytesWritten < read)
        throw new archive_entry/* Damage */.c(`has ${read - gunzip.bytesWritten} bytes after the end of its gzip data`);
}
/**
 * Unpacks with the machine's zstd: Node has one from 22.15 only. It is not told the action's inputs.
 * @throws RestoreError INPUTS_INVALID where there is none; Damage where the data is cut or damaged
 */
async function* unzstd(packed) {
    const env = { PATH: process.env.PATH };
    const zstd = (0,external_node_child_process_.spawn)('zstd', ['--decompress', '--stdout', '--quiet'], { env, stdio: 'pipe' });
    let said = '';
    zstd.stderr.setEncoding('utf8').on('data', (text) => {
        said = (said + text).slice(0, SHOWN_LENGTH);
    });
    const ended = new Promise((resolve, reject) => {
        zstd.on('error', (cause) => reject(noZstd(cause)));
        zstd.on('close', resolve);
    });
    ended.catch(() => { });
    // It may end before it has read all; its exit code tells.
    const fed = (0,external_node_stream_promises_.pipeline)(packed, zstd.stdin).catch(() => { });
    try {
        yield* zstd.stdout;
        await fed;
        if ((await ended) !== 0)
            throw new archive_entry/* Damage */.c(`is cut or damaged: ${said.trim()}`);
    }
    finally {
        zstd.kill();
    }
}
function noZstd(cause) {
    const message = `\`dump\` is a zstd archive, and this machine's zstd cannot be started: ${cause.message}`;
    const hint = 'Install zstd in a step before, such as `sudo apt-get install zstd`, or pack the dump as .tar.gz.';
    return new errors/* RestoreError */.DZ('INPUTS_INVALID', message, { hint, cause });
}
//# sourceMappingURL=bytes.js.map
// EXTERNAL MODULE: ./lib/dump/discover.js + 6 modules
var discover = __webpack_require__(3265);
;// CONCATENATED MODULE: ./lib/archive/choose-folder.js



const SHOWN = 10;
/**
 * Finds the one folder of an archive that holds a dump. By content: a `package.json` makes none.
 * @returns the folder with a slash at its end, and its dump, in which names are those of the archive
 * @throws RestoreError DUMP_EMPTY where there is none, DUMP_AMBIGUOUS where there are several
 */
async function chooseFolder(root, { folders, ignored }, archive) {
    const found = [];
    const others = [];
    for (const path of [...folders].sort()) {
        const within = path === '.' ? '' : `${path}/`;
        try {
            const dump = await (0,discover/* discover */.k)((0,external_node_path_.join)(root, path), { path: archive, within });
            found.push({ dump, folder: within || './' });
        }
        catch (error) {
            if (!(error instanceof errors/* RestoreError */.DZ) || error.code !== 'DUMP_EMPTY')
                throw error;
            others.push(within || './');
        }
    }
    const [one, ...more] = found;
    if (one === undefined) {
        const names = [...others, ...ignored];
        throw new errors/* RestoreError */.DZ('DUMP_EMPTY', `${archive} holds no dump: ${names.length === 0 ? 'it has no file' : `it has ${listed(names)}`}`, { hint: 'Pack the directory that elasticdump or multielasticdump wrote to.' });
    }
    if (more.length > 0) {
        throw new errors/* RestoreError */.DZ('DUMP_AMBIGUOUS', `several folders of ${archive} hold a dump: ${listed(found.map(({ folder }) => folder))}`, {
            hint: 'Pack one of them alone; or unpack the archive in a step before, and give one of the directories.',
        });
    }
    // Folders in it are told where they hold files, and else are nothing.
    const beside = one.dump.ignored.filter((name) => !name.endsWith('/'));
    return { ...one, dump: { ...one.dump, ignored: [...beside, ...others, ...ignored].sort() } };
}
function listed(names) {
    const more = names.length - SHOWN;
    return `${names.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
//# sourceMappingURL=choose-folder.js.map
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __webpack_require__(4942);
;// CONCATENATED MODULE: ./lib/archive/fetch-file.js



const MOST_REDIRECTS = 50;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Who asks again gets the same answer. */
class Final extends Error {
    name = 'Final';
}
/**
 * Asks for what is at an https address, once, and follows where it leads by https. Proxies are those of the environment.
 * @param auth for the server of this address alone
 * @param to a file that is not there; where this fails it may hold a part
 * @throws Final, and whatever the network, the server's certificate and the disk throw
 */
async function fetchFile(url, auth, to, signal) {
    const client = new lib/* HttpClient */.Qq('opensearch-restore-action', [], { allowRedirects: false });
    let at = url;
    let headers = auth === undefined ? {} : { authorization: auth };
    for (let redirects = 0;; redirects++) {
        const { message } = await client.get(at.href, headers);
        const { statusCode: status = 0 } = message;
        if (status === 200)
            return await (0,external_node_stream_promises_.pipeline)(message, (0,external_node_fs_.createWriteStream)(to, { flags: 'wx' }), { signal });
        const { location } = message.headers;
        message.destroy();
        if (!REDIRECTS.has(status) || !location)
            throw refusal(status);
        if (redirects === MOST_REDIRECTS)
            throw new Final(`more than ${MOST_REDIRECTS} redirects`);
        // A relative one is meant from where it was said.
        const next = new URL(location, at);
        if (next.protocol !== 'https:')
            throw new Final(`redirected from https to ${next.protocol.slice(0, -1)}`);
        if (next.origin !== at.origin)
            headers = {};
        at = next;
    }
}
function refusal(status) {
    const isPassing = status >= 500 || status === 408 || status === 429;
    return new (isPassing ? Error : Final)(`HTTP ${status}`);
}
//# sourceMappingURL=fetch-file.js.map
;// CONCATENATED MODULE: ./lib/archive/download.js






const TRIES = 3;
/** Many jobs that failed together must not come back together. */
const PAUSE_MS = { least: 10_000, most: 20_000 };
const HINT = 'Is the address right, and has a signed one not run out? Download the archive in a step before, and give its path, where it needs more than an address.';
/**
 * Downloads what is at an https address; what may be over soon is tried three times. Certificates are verified as
 * Node does, and nothing is asked for by http, wherever the address leads.
 * @param to a file that is not there
 * @throws RestoreError DUMP_UNREADABLE with the address, but for what may be secret in it; what the disk throws
 */
async function download(address, to, { log, signal }) {
    const url = new URL(address);
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    const auth = credentials === ':' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
    url.username = url.password = url.hash = '';
    const aborted = (0,external_node_events_.once)(signal, 'abort').then(() => signal.throwIfAborted());
    for (let tried = 1;; tried++) {
        try {
            return await Promise.race([fetchFile(url, auth, to, signal), aborted]);
        }
        catch (cause) {
            signal.throwIfAborted();
            if ((0,errors/* isDiskFault */.IT)(cause))
                throw cause;
            const what = `${(0,places/* shownDump */.w5)(address)} could not be downloaded: ${cut((0,errors/* messageOf */.bD)(cause))}`;
            if (tried === TRIES || cause instanceof Final)
                throw new errors/* RestoreError */.DZ('DUMP_UNREADABLE', what, { hint: HINT });
            const ms = Math.round(PAUSE_MS.least + Math.random() * (PAUSE_MS.most - PAUSE_MS.least));
            log(`${what}; again in ${Math.round(ms / 1000)} s`);
            await (0,promises_.rm)(to, { force: true });
            await (0,external_node_timers_promises_.setTimeout)(ms, undefined, { signal });
        }
    }
}
/** Where an address led to may be signed as well, and nobody can have masked that. */
function cut(text) {
    return text.replace(/(\/[^\s?]*)\?[^\s"']*/g, '$1');
}
//# sourceMappingURL=download.js.map
// EXTERNAL MODULE: ./lib/archive/format.js
var archive_format = __webpack_require__(8963);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(6118);
;// CONCATENATED MODULE: ./lib/archive/tar.js




const KINDS = {
    file: 'file',
    'contiguous-file': 'file',
    directory: 'folder',
    link: 'hard link',
    symlink: 'symbolic link',
};
/** A tar ends with two blocks of zeros. */
const END_BYTES = 1024;
/**
 * The entries of a tar, also of several in a row. One that was cut is found out wherever that was: in an entry by its
 * length, between two of them by the end that is missing.
 * @throws Damage
 */
async function* tarEntries(bytes) {
    const parser = (0,tar_stream.extract)();
    const end = { zeros: 0 };
    const fed = (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from(watched(bytes, end)), parser);
    // The parser's iterator throws the same, and is where it is heard.
    fed.catch(() => { });
    for await (const entry of parser) {
        yield entryOf(entry.header, contentOf(entry, fed));
        entry.resume();
    }
    await fed;
    if (end.zeros < END_BYTES) {
        throw new archive_entry/* Damage */.c('is cut: it lacks the two blocks of zeros that end a tar');
    }
}
/** Counts the zeros that the bytes end with. */
async function* watched(bytes, end) {
    for await (const chunk of bytes) {
        let zeros = 0;
        while (zeros < chunk.length && chunk[chunk.length - 1 - zeros] === 0)
            zeros++;
        end.zeros = zeros === chunk.length ? end.zeros + zeros : zeros;
        yield chunk;
    }
}
/** Where the tar ends in an entry, the entry says only that it does; the parser says why. */
async function* contentOf(entry, fed) {
    try {
        yield* entry;
    }
    catch (cause) {
        await fed;
        throw cause;
    }
}
function entryOf({ name, type, linkname, size, pax }, content) {
    // Its content would be a map of the file's parts, and then those.
    if (Object.keys(pax ?? {}).some((key) => key.startsWith('GNU.sparse.'))) {
        throw new archive_entry/* Damage */.c(`has a sparse file, ${JSON.stringify(name)}: pack it without -S`);
    }
    const kind = KINDS[type] ?? 'other';
    const isLink = kind === 'hard link' || kind === 'symbolic link';
    return {
        name,
        kind,
        bytes: size,
        ...(isLink && { target: linkname }),
        content,
    };
}
//# sourceMappingURL=tar.js.map
;// CONCATENATED MODULE: ./lib/archive/timed.js
const TELL_MS = 30_000;
/**
 * @param tell says how far the work is, now and then; where it fails, as a file is not there yet, nothing is said
 * @returns how long the work took, ms
 */
async function timed(work, tell, everyMs = TELL_MS) {
    const began = Date.now();
    // A rejection that nobody hears would end the process.
    const timer = setInterval(() => tell().catch(() => { }), everyMs).unref();
    try {
        await work();
        return Date.now() - began;
    }
    finally {
        clearInterval(timer);
    }
}
//# sourceMappingURL=timed.js.map
// EXTERNAL MODULE: ./lib/dump/names.js
var names = __webpack_require__(8338);
;// CONCATENATED MODULE: ./lib/archive/names.js


/** Bytes of names: a million entries of ordinary length. */
const MAX_NAMES_BYTES = 64 * 1024 * 1024;
const MAX_NAME_LENGTH = 4096;
/**
 * Judges an archive's entries, in their order: what is not refused is a path below the folder it is unpacked into, and
 * no two files have the same. Nothing is ever written through a link, as none is made: a link to a file becomes that
 * file under another name.
 */
class Names {
    files = new Set();
    folders = new Set(['.']);
    links = new Map();
    bytes = 0;
    /**
     * @returns the path of a file, folder or link from the archive's root: no `..`, no slash at its end
     * @throws Damage where the entry must not be unpacked
     */
    place(entry) {
        const path = this.pathOf(entry);
        this.count(path);
        if (entry.kind === 'other')
            throw refused(entry, 'it is neither file, folder nor link');
        for (let folder = external_node_path_.posix.dirname(path); !this.folders.has(folder); folder = external_node_path_.posix.dirname(folder)) {
            this.count(folder);
            this.folders.add(folder);
        }
        if (entry.kind === 'folder') {
            this.folders.add(path);
        }
        else {
            if (this.files.has(path) || this.links.has(path))
                throw refused(entry, 'it is there twice');
            if (entry.kind === 'file')
                this.files.add(path);
            else
                this.links.set(path, this.targetOf(entry, path));
        }
        return path;
    }
    /**
     * Judges what can be told only when all entries are known. A link to a folder is neither a file nor broken.
     * @throws Damage where a name is a file's and a folder's
     */
    end() {
        const both = [...this.files, ...this.links.keys()].find((path) => this.folders.has(path));
        if (both !== undefined)
            throw new archive_entry/* Damage */.c(`has ${JSON.stringify(both)} as a file and as a folder`);
        const links = { files: new Map(), broken: [] };
        for (const link of this.links.keys()) {
            const led = this.follow(link);
            if (this.files.has(led))
                links.files.set(link, led);
            else if (!this.folders.has(led))
                links.broken.push(link);
        }
        return links;
    }
    /** @returns where links lead in the end, or come round to */
    follow(link) {
        const seen = new Set();
        let path = link;
        for (let next = this.links.get(path); next !== undefined && !seen.has(next); next = this.links.get(path)) {
            seen.add(next);
            path = next;
        }
        return path;
    }
    pathOf(entry) {
        const { name } = entry;
        if (name === '' || name.length > MAX_NAME_LENGTH)
            throw refused(entry, 'that is no name');
        if (/\p{Cc}/u.test(name))
            throw refused(entry, 'there are control characters in its name');
        if (name.includes('\\'))
            throw refused(entry, 'there is a backslash in its name');
        if (name.includes('\ufffd'))
            throw refused(entry, 'its name is not UTF-8');
        if (/^([a-z]:)?\//i.test(name))
            throw refused(entry, 'its path is absolute');
        if (name.split('/').includes('..'))
            throw refused(entry, 'its path leads outside');
        const path = external_node_path_.posix.normalize(name).replace(/\/$/, '');
        if (path === '.' && entry.kind !== 'folder')
            throw refused(entry, 'that is no name');
        return path;
    }
    targetOf(entry, path) {
        const { target = '', kind } = entry;
        const folder = kind === 'hard link' ? '.' : external_node_path_.posix.dirname(path);
        const led = external_node_path_.posix.join(folder, target);
        if (/^([a-z]:)?[/\\]/i.test(target) || led === '..' || led.startsWith('../')) {
            throw refused(entry, `it is a link that leads outside, to ${JSON.stringify(target)}`);
        }
        return led.replace(/\/$/, '');
    }
    count(name) {
        this.bytes += name.length + 64;
        if (this.bytes > MAX_NAMES_BYTES)
            throw new archive_entry/* Damage */.c('has more entries than a dump can have');
    }
}
function refused({ name }, why) {
    const shown = JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);
    return new archive_entry/* Damage */.c(`has an entry ${shown}, which is not unpacked: ${why}`);
}
//# sourceMappingURL=names.js.map
;// CONCATENATED MODULE: ./lib/archive/unpack.js







/** Where macOS puts a file for each one in an archive, called nearly the same, with what its own file system knows of that. */
const OF_MACOS = '__MACOSX';
/**
 * Writes the files of an archive that may be a dump's into an empty folder: nothing but files and folders, only below
 * it, none over another.
 * @param unpacked is told while it goes on
 * @throws Damage, RestoreError RUNNER_DISK, and whatever reading and writing throw
 */
async function unpack(entries, root, unpacked, signal) {
    const names = new Names();
    for await (const entry of entries) {
        signal.throwIfAborted();
        const path = names.place(entry);
        if (entry.kind !== 'file')
            continue;
        if (isDumpName(path)) {
            await write(entry, (0,external_node_path_.join)(root, path), unpacked, signal);
            unpacked.folders.add((0,external_node_path_.dirname)(path));
            unpacked.files++;
        }
        else {
            unpacked.ignored.push(path);
            await drain(entry, signal);
        }
    }
    const { files, broken } = names.end();
    for (const [path, file] of files) {
        if (!isDumpName(path))
            unpacked.ignored.push(path);
        else
            await linkTo(file, path, root, unpacked);
    }
    for (const path of broken) {
        if (isDumpName(path))
            throw new archive_entry/* Damage */.c(`has a link ${JSON.stringify(path)} to what is not in it`);
        unpacked.ignored.push(path);
    }
}
function isDumpName(path) {
    return (0,names/* readName */.M)((0,external_node_path_.basename)(path)) !== undefined && !path.split('/').includes(OF_MACOS);
}
async function linkTo(file, path, root, { folders }) {
    if (!isDumpName(file)) {
        const [from, to] = [path, file].map((name) => JSON.stringify(name));
        throw new archive_entry/* Damage */.c(`has a link ${from} to ${to}, which is not called as a dump's files are`);
    }
    await (0,promises_.mkdir)((0,external_node_path_.dirname)((0,external_node_path_.join)(root, path)), { recursive: true, mode: 0o700 });
    await (0,promises_.link)((0,external_node_path_.join)(root, file), (0,external_node_path_.join)(root, path));
    folders.add((0,external_node_path_.dirname)(path));
}
async function write(entry, path, unpacked, signal) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true, mode: 0o700 });
    await requireRoom(entry.bytes, (0,external_node_path_.dirname)(path));
    await (0,promises_.writeFile)(path, counted(entry.content, unpacked, signal), { flag: 'wx', mode: 0o600 });
}
async function* counted(content, unpacked, signal) {
    for await (const chunk of content) {
        signal.throwIfAborted();
        unpacked.bytes += chunk.length;
        yield chunk;
    }
}
/** What is not written is read nevertheless: a fault in it tells that the archive is not whole. */
async function drain({ content }, signal) {
    for await (const _ of content)
        signal.throwIfAborted();
}
/** An archive of a few kilobytes may unpack to more than any disk has. */
async function requireRoom(bytes, folder) {
    const { bavail, bsize } = await (0,promises_.statfs)(folder);
    if (bytes <= bavail * bsize)
        return;
    throw new errors/* RestoreError */.DZ('RUNNER_DISK', `a file of ${(0,numbers/* formatBytes */.z3)(bytes)} is to be unpacked, and ${(0,numbers/* formatBytes */.z3)(bavail * bsize)} are free`, { hint: 'Make room where `RUNNER_TEMP` is, or let it be on a larger disk: the dump is unpacked there.' });
}
//# sourceMappingURL=unpack.js.map
// EXTERNAL MODULE: ./node_modules/yauzl/index.js
var yauzl = __webpack_require__(663);
;// CONCATENATED MODULE: ./lib/archive/zip.js




const zip_KINDS = new Map([
    [0, 'file'],
    [promises_.constants.S_IFREG, 'file'],
    [promises_.constants.S_IFDIR, 'folder'],
    [promises_.constants.S_IFLNK, 'symbolic link'],
]);
/** Systems on which a zip was made whose attributes are Unix's. */
const UNIX = [3, 19];
const MAX_TARGET_BYTES = 4096;
const DIRECTORY_ENTRY = 0x02014b50;
/**
 * The entries of a zip, by the directory at its end.
 * @throws Damage, and Error from yauzl, where it is cut, damaged, encrypted or packed in a way that is not known
 */
async function* zipEntries(path) {
    // Names as they are: they are judged elsewhere.
    const zip = await (0,yauzl/* openPromise */.sO)(path, { decodeStrings: false, autoClose: false });
    try {
        for await (const entry of zip.eachEntry())
            yield await zip_entryOf(zip, entry);
        await checkEnd(path, zip);
    }
    finally {
        zip.close();
    }
}
/** Where a zip has more entries than 16 bits can count, some programs count anew: the rest would be lost. */
async function checkEnd(path, zip) {
    const handle = await (0,promises_.open)(path, 'r');
    try {
        // A number, whatever its type says.
        const position = Number(zip.readEntryCursor);
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, position);
        if (bytesRead === 4 && buffer.readUInt32LE() === DIRECTORY_ENTRY) {
            throw new archive_entry/* Damage */.c(`has more than the ${zip.entryCount} entries that it counts`);
        }
    }
    finally {
        await handle.close();
    }
}
async function zip_entryOf(zip, entry) {
    const name = (0,yauzl/* getFileNameLowLevel */.ax)(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
    // Of all that a zip has, its directory alone has no checksum.
    const { fileName } = await zip.readLocalFileHeaderPromise(entry);
    if (!fileName.equals(entry.fileNameRaw))
        throw new archive_entry/* Damage */.c(`has two names for ${JSON.stringify(name)}`);
    const kind = name.endsWith('/') ? 'folder' : kindOf(entry);
    const content = checked(zip, entry, name);
    const found = { name, kind, bytes: entry.uncompressedSize, content };
    if (kind !== 'symbolic link')
        return found;
    if (entry.uncompressedSize > MAX_TARGET_BYTES)
        throw new archive_entry/* Damage */.c(`has a link that is no path, ${JSON.stringify(name)}`);
    const pieces = [];
    for await (const piece of content)
        pieces.push(piece);
    return { ...found, target: Buffer.concat(pieces).toString() };
}
function kindOf({ versionMadeBy, externalFileAttributes }) {
    if (!UNIX.includes(versionMadeBy >>> 8))
        return 'file';
    return zip_KINDS.get((externalFileAttributes >>> 16) & promises_.constants.S_IFMT) ?? 'other';
}
/** yauzl compares the length of what it unpacks, and not its checksum. */
async function* checked(zip, entry, name) {
    if (entry.isEncrypted())
        throw new archive_entry/* Damage */.c(`is encrypted: ${JSON.stringify(name)}`);
    let sum = 0;
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
        sum = (0,external_node_zlib_.crc32)(chunk, sum);
        yield chunk;
    }
    if (sum !== entry.crc32)
        throw new archive_entry/* Damage */.c(`is damaged: the checksum of ${JSON.stringify(name)} is wrong`);
}
//# sourceMappingURL=zip.js.map
;// CONCATENATED MODULE: ./lib/archive/unpacked-dump.js















/**
 * Unpacks an archive, or what lies at the https address of one, and finds the dump in it.
 * @throws RestoreError as findDump does
 */
async function findUnpackedDump(given, { scratch, log, signal }) {
    const shown = (0,places/* shownDump */.w5)(given);
    let path = given;
    if ((0,places/* isAddress */.PW)(given)) {
        path = (0,external_node_path_.join)(scratch, 'downloaded');
        const size = async () => (0,numbers/* formatBytes */.z3)((await (0,promises_.stat)(path)).size);
        const tell = async () => log(`${shown}: ${await size()} so far`);
        const ms = await timed(() => download(given, path, { log, signal }), tell);
        log(`${shown}: downloaded ${await size()} in ${(0,numbers/* formatDuration */.a3)(ms)}`);
    }
    const root = (0,external_node_path_.join)(scratch, 'unpacked');
    await (0,promises_.mkdir)(root);
    const unpacked = { folders: new Set(), ignored: [], files: 0, bytes: 0 };
    try {
        const { size: bytes } = await (0,promises_.stat)(path);
        const hash = (0,external_node_crypto_.createHash)('sha256');
        const format = await (0,archive_format/* formatOf */.b)(path);
        log(`${shown}: ${format}, ${(0,numbers/* formatBytes */.z3)(bytes)}`);
        const ms = await timed(() => unpack(entriesOf(format, path, hash), root, unpacked, signal), async () => log(`${shown}: unpacked ${(0,numbers/* formatBytes */.z3)(unpacked.bytes)} so far`));
        // The downloaded one: two of a kind take twice the room.
        if (path !== given)
            await (0,promises_.rm)(path);
        const sha256 = hash.digest('hex');
        const told = `${(0,numbers/* counted */.hS)(unpacked.files, 'file')}, ${(0,numbers/* formatBytes */.z3)(unpacked.bytes)}`;
        log(`${shown}: unpacked ${told} in ${(0,numbers/* formatDuration */.a3)(ms)}; SHA-256 ${sha256}`);
        const { dump, folder } = await chooseFolder(root, unpacked, shown);
        log(`the dump is in ${folder} of the archive`);
        return { dump, archive: { format, bytes, sha256, folder } };
    }
    catch (cause) {
        if (cause instanceof errors/* RestoreError */.DZ || (0,errors/* isDiskFault */.IT)(cause))
            throw cause;
        throw unreadable(shown, cause);
    }
}
async function* entriesOf(format, path, hash) {
    const bytes = rawBytes(path, hash);
    if (format === 'tar.gz')
        return yield* tarEntries(gunzipped(bytes));
    if (format === 'tar.zst')
        return yield* tarEntries(unzstd(bytes));
    // A zip is read from its end.
    for await (const _ of bytes)
        ;
    yield* zipEntries(path);
}
function unreadable(shown, cause) {
    const why = cause instanceof archive_entry/* Damage */.c ? cause.message : `cannot be unpacked: ${(0,errors/* messageOf */.bD)(cause)}`;
    const hint = 'Pack or copy the archive again; or unpack it in a step before, and give the directory.';
    return new errors/* RestoreError */.DZ('DUMP_UNREADABLE', `${shown} ${why}`, { hint, cause });
}
//# sourceMappingURL=unpacked-dump.js.map

/***/ })

};

//# sourceMappingURL=553.index.js.map