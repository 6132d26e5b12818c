export const id = 578;
export const ids = [578];
export const modules = {

/***/ 1578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  act: () => (/* binding */ act)
});

// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 8 modules
var core = __webpack_require__(6058);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/inputs/secrets.js
var inputs_secrets = __webpack_require__(9516);
// EXTERNAL MODULE: ./lib/inputs/places.js
var places = __webpack_require__(2945);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}

// EXTERNAL MODULE: ./lib/dump/discover.js + 6 modules
var discover = __webpack_require__(3265);
// EXTERNAL MODULE: ./lib/archive/format.js
var format = __webpack_require__(8963);
;// CONCATENATED MODULE: ./lib/archive/find-dump.js




/**
 * Finds the dump at what `dump` names: a folder or a file as it is; an archive, or the https address of one, in the
 * folder that it is unpacked into.
 * @throws RestoreError DUMP_UNREADABLE, DUMP_EMPTY, DUMP_AMBIGUOUS; RUNNER_DISK; INPUTS_INVALID where zstd is missing
 */
async function findDump(given, surroundings) {
    if (!(0,places/* isAddress */.PW)(given) && !((0,format/* isArchiveName */.w)(given) && (await isFile(given)))) {
        return { dump: await (0,discover/* discover */.k)(given), archive: null };
    }
    // What downloads and unpacks is read only where it is needed.
    const { findUnpackedDump } = await Promise.all(/* import() */[__webpack_require__.e(494), __webpack_require__.e(553)]).then(__webpack_require__.bind(__webpack_require__, 7553));
    return await findUnpackedDump(given, surroundings);
}
async function isFile(path) {
    try {
        return (await (0,promises_.stat)(path)).isFile();
    }
    catch {
        return false;
    }
}
//# sourceMappingURL=find-dump.js.map
;// CONCATENATED MODULE: ./lib/baseline/shrink.js

/** Of many; the report has all. */
const SHOWN = 50;
/** Percents have three decimals at most: in thousandths they are whole numbers. */
const PARTS = 1000;
/** @returns percent by which an index holds fewer documents; 0 where it does not, or where that is not known */
function shrunkBy({ kind, documents: { before, now } }) {
    if (kind === 'missing')
        return 100;
    if (before === null || now === null || now >= before)
        return 0;
    return ((before - now) / before) * 100;
}
/**
 * Holds every index to `max-shrink`.
 * @param most percent, with three decimals at most
 * @throws RestoreError DUMP_SHRANK with all that shrank by more, and all that cannot be held to it
 */
function requireNoShrink({ since, indices }, most) {
    const shrunk = indices.filter((index) => isOver(index, most)).sort((a, b) => shrunkBy(b) - shrunkBy(a));
    const unheld = indices.filter(isUncounted);
    if (shrunk.length + unheld.length === 0)
        return;
    const told = [...shrinkLines(shrunk, since, most), ...unheldLines(unheld, since)];
    const helps = [...(shrunk.length === 0 ? [] : [SHRUNK_HINT]), ...(unheld.length === 0 ? [] : [UNHELD_HINT])];
    throw new errors/* RestoreError */.DZ('DUMP_SHRANK', told.join('\n'), {
        hint: ['Nothing was written.', ...helps].join(' '),
    });
}
const SHRUNK_HINT = 'Look whether the dump is whole; where it is meant to be smaller, set `max-shrink` higher for one run.';
const UNHELD_HINT = 'As `baseline`, give the report of a run that restored these indexes: one that skipped them, or was without data, has no counts.';
function shrinkLines(shrunk, since, most) {
    if (shrunk.length === 0)
        return [];
    const what = shrunk.length === 1 ? '1 index has' : `${shrunk.length} indexes have`;
    return [
        `${what} fewer documents than in the baseline of ${since}, by more than \`max-shrink\` allows, ${most} %:`,
        ...shrunk.slice(0, SHOWN).map(shrinkLine),
        ...(shrunk.length > SHOWN ? [`and ${shrunk.length - SHOWN} more`] : []),
    ];
}
function unheldLines(unheld, since) {
    if (unheld.length === 0)
        return [];
    const named = unheld.slice(0, SHOWN).map(({ name }) => name);
    const others = unheld.length > SHOWN ? ` and ${unheld.length - SHOWN} more` : '';
    return [
        `\`max-shrink\` cannot be held for ${named.join(', ')}${others}: the baseline of ${since}, or this run, did not count the documents`,
    ];
}
function isOver({ kind, documents: { before, now } }, most) {
    if (kind === 'missing')
        return most < 100;
    if (before === null || now === null)
        return false;
    return BigInt(before - now) * BigInt(100 * PARTS) > BigInt(Math.round(most * PARTS)) * BigInt(before);
}
/** What cannot be read fails by itself. */
function isUncounted({ kind, documents: { before, now } }) {
    return kind === 'kept' && (before === null || now === null);
}
function shrinkLine(index) {
    const { name, kind, documents } = index;
    if (kind === 'missing') {
        const had = documents.before === null ? '' : `, and had ${documents.before} documents`;
        return `- ${name}: the dump does not have it any more${had}`;
    }
    return `- ${name}: ${documents.before} → ${documents.now} documents (−${percent(shrunkBy(index))})`;
}
/** @returns for people: `12.5 %`, with `<` where it would round to nothing */
function percent(value) {
    return value > 0 && value < 0.1 ? '<0.1 %' : `${Number(value.toFixed(1))} %`;
}
//# sourceMappingURL=shrink.js.map
// EXTERNAL MODULE: ./lib/cancel.js
var cancel = __webpack_require__(1485);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./lib/cluster/errors.js
var cluster_errors = __webpack_require__(2835);
// EXTERNAL MODULE: ./lib/cluster/greet.js
var greet = __webpack_require__(8615);
;// CONCATENATED MODULE: ./lib/cluster/tls-faults.js

/** Node's words. Certificates do not get better by waiting. */
const TLS_FAULT = /certificate|self.signed|UNABLE_TO_|CERT_|ERR_TLS|SSL routines|wrong version number/i;
/** What to do, by Node's words. */
const HINTS = [
    [
        /wrong version number|packet length too long/i,
        'What answers there does not speak TLS: write http:// in `uri`, or the port that does.',
    ],
    [
        /expired/i,
        'Renew the certificate of the cluster, or of the proxy before it; or look whether the clock of this runner is right.',
    ],
    [/not yet valid/i, 'Look whether the clock of this runner is right.'],
    [
        /does not match certificate/i,
        'Write the host name that the certificate is for in `uri`, or have one made for this host name.',
    ],
];
const NO_CA = 'Give the CA that signed its certificate in `tls-ca`; `tls-verify: false` accepts any certificate.';
/** Advice of Node's that a step cannot follow. */
const ADVICE = /; if the root CA is installed locally, .*$/;
/** @returns whether a reason is about TLS */
function isTlsFault(reason) {
    return TLS_FAULT.test(reason);
}
function tlsError(url, reason, cause) {
    const hint = HINTS.find(([words]) => words.test(reason))?.[1] ?? NO_CA;
    return new errors/* RestoreError */.DZ('CLUSTER_UNREACHABLE', `no TLS connection to ${url}: ${reason.replace(ADVICE, '')}`, {
        hint,
        cause,
    });
}
//# sourceMappingURL=tls-faults.js.map
;// CONCATENATED MODULE: ./lib/cluster/connect.js





/** Starting clusters answer so: no cluster manager yet, security not initialized, a proxy without a backend. */
const STARTING = new Set([429, 500, 502, 503, 504]);
/** So long an answer to the greeting holds. */
const FRESH_MS = 1000;
/** A cluster that has not formed has this for its uuid. */
const NOT_FORMED = '_na_';
/**
 * Waits until the cluster that was greeted answers. The greeting stays to be closed.
 * @param waitMs milliseconds to wait for an answer at the most
 * @throws RestoreError CLUSTER_UNREACHABLE, CLUSTER_UNAUTHORIZED; what the signal was aborted with
 */
async function connect(greeting, waitMs, log) {
    const { client, textClient, target } = greeting;
    const told = { target, ...(await whenFormed(greeting, waitMs, log)) };
    const steady = { ...greeting.steady, ...told };
    steady.steady = steady;
    return { client, textClient, ...told, steady };
}
async function whenFormed({ textClient, target, signal, identity, askedAt }, waitMs, log) {
    const { url } = target;
    const deadline = Date.now() + waitMs;
    // What a cluster said minutes ago, while an archive was unpacked, is not what it says now.
    let first = Date.now() - askedAt < FRESH_MS ? identity : undefined;
    let said = false;
    for (let pause = 100;; pause = Math.min(pause * 2, 2000)) {
        let reason;
        let cause;
        let hasAnswered = true;
        try {
            const asking = first ?? (0,greet/* askIdentity */.I)(textClient, target, deadline - Date.now());
            first = undefined;
            const told = await asking;
            if (told.uuid !== NOT_FORMED)
                return told;
            reason = 'the cluster has not elected a manager yet';
        }
        catch (error) {
            signal.throwIfAborted();
            reason = (0,cluster_errors/* reasonOf */.A3)(error);
            cause = error;
            const status = (0,cluster_errors/* statusOf */.c2)(error);
            hasAnswered = status !== undefined;
            if (error instanceof errors/* RestoreError */.DZ)
                throw error;
            if (isTlsFault(reason))
                throw tlsError(url, reason, error);
            if (status !== undefined && !STARTING.has(status))
                throw (0,cluster_errors/* clusterError */.Fs)(error, `${url} refused the first request`, NO_PATH);
        }
        const left = deadline - Date.now();
        if (left <= 0) {
            throw new errors/* RestoreError */.DZ('CLUSTER_UNREACHABLE', hasAnswered
                ? `${url} was not ready within ${waitMs / 1000} s; it answers: ${reason}`
                : `no answer from ${url} within ${waitMs / 1000} s: ${reason}`, {
                hint: hasAnswered
                    ? 'Look whether the cluster has started; a larger `wait-timeout` waits longer.'
                    : 'Check the address in `uri`, that the cluster or tunnel is up, and that this runner may reach it; a larger `wait-timeout` waits longer.',
                cause,
            });
        }
        if (!said)
            log(`Waiting for ${url}: ${reason}`);
        said = true;
        // The last try is at the deadline.
        await (0,external_node_timers_promises_.setTimeout)(Math.min(pause, left), undefined, { signal });
    }
}
const NO_PATH = 'Check the host and port in `uri`. A path in it is a prefix of the cluster’s address, never an index.';
//# sourceMappingURL=connect.js.map
// EXTERNAL MODULE: ./lib/cluster/documents.js
var cluster_documents = __webpack_require__(2648);
// EXTERNAL MODULE: ./lib/cluster/markers.js
var markers = __webpack_require__(2349);
// EXTERNAL MODULE: ./lib/cluster/templates.js
var templates = __webpack_require__(493);
// EXTERNAL MODULE: ./lib/cluster/making.js
var making = __webpack_require__(8593);
// EXTERNAL MODULE: ./lib/cluster/indices.js
var cluster_indices = __webpack_require__(299);
// EXTERNAL MODULE: ./lib/cluster/aliases.js
var cluster_aliases = __webpack_require__(8870);
;// CONCATENATED MODULE: ./lib/engines/native/link.js
/** Smaller requests tell how far the cluster is, and not how much the link carries. */
const TELLING_BYTES = 1_000_000;
/**
 * Milliseconds that a million bytes take beside the cluster's own work. A loopback takes 10 to 30 under load, a link of
 * 100 Mbit/s 80 and more; packing takes 10, and makes a quarter of it.
 */
const SLOW_MS = 60;
/** So many requests in a row have to be slow: one may only have been held up. */
const IN_A_ROW = 4;
/** Finds out by how long requests are on their way whether it pays to pack them. */
class Link {
    slow = 0;
    /** Once slow, a link stays so: what is packed says nothing of what would not be. */
    get isSlow() {
        return this.slow >= IN_A_ROW;
    }
    /**
     * @param bytes of a request's body
     * @param ms from its beginning to its answer
     * @param tookMs that the cluster worked on it
     */
    note(bytes, ms, tookMs) {
        if (this.isSlow || bytes < TELLING_BYTES)
            return;
        const each = (ms - tookMs) / (bytes / 1_000_000);
        this.slow = each > SLOW_MS ? this.slow + 1 : 0;
    }
}
//# sourceMappingURL=link.js.map
// EXTERNAL MODULE: ./lib/dump/document-faults.js
var document_faults = __webpack_require__(7439);
// EXTERNAL MODULE: ./lib/dump/documents.js
var dump_documents = __webpack_require__(2884);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./lib/dump/fingerprints.js



/** 12 bytes of a hash of id and routing, 4 of the document's ordinal. */
const RECORD_BYTES = 16;
const HASH_BYTES = 12;
const PARTITIONS = 256;
/**
 * Finds out which documents of a dump are named again later in it, in bounded memory: what does not fit goes to
 * partition files. A set of ids would not do: 5 million take 900 MB.
 */
class Fingerprints {
    scratch;
    capacity;
    salt = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    records;
    /** The records of a spill, by partition. One for all spills: what is allocated anew for each stays around for long. */
    sorted = Buffer.alloc(0);
    used = 0;
    partitions;
    /**
     * @param scratch an existing directory for partition files
     * @param capacity documents held in memory
     */
    constructor(scratch, capacity = 1_000_000) {
        this.scratch = scratch;
        this.capacity = capacity;
        this.records = Buffer.allocUnsafe(Math.min(capacity, 4096) * RECORD_BYTES);
    }
    /** @param ordinal the document's place in the dump, from 0; rising */
    add(key, ordinal) {
        if (this.used === this.records.length)
            this.makeRoom();
        (0,external_node_crypto_.hash)('sha256', this.salt + key, 'buffer').copy(this.records, this.used, 0, HASH_BYTES);
        this.records.writeUInt32LE(ordinal, this.used + HASH_BYTES);
        this.used += RECORD_BYTES;
    }
    /** @returns the documents that a later one replaces, and those that do so; undefined where there are none. Frees everything. */
    repeated() {
        const found = { superseded: new Ordinals(), superseding: new Ordinals() };
        try {
            if (!this.partitions)
                markRepeated(this.records.subarray(0, this.used), found);
            else {
                this.spill();
                const { folder } = this.partitions;
                for (let p = 0; p < PARTITIONS; p++)
                    markRepeated((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(folder, String(p))), found);
            }
        }
        finally {
            this.dispose();
        }
        return found.superseded.size > 0 ? found : { superseded: undefined, superseding: undefined };
    }
    dispose() {
        this.records = Buffer.alloc(0);
        this.sorted = Buffer.alloc(0);
        this.used = 0;
        if (!this.partitions)
            return;
        const { folder, files } = this.partitions;
        this.partitions = undefined;
        for (const file of files)
            (0,external_node_fs_.closeSync)(file);
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    }
    makeRoom() {
        if (this.records.length < this.capacity * RECORD_BYTES) {
            const larger = Buffer.allocUnsafe(Math.min(this.records.length * 2, this.capacity * RECORD_BYTES));
            this.records.copy(larger);
            this.records = larger;
        }
        else {
            this.spill();
        }
    }
    spill() {
        if (!this.partitions) {
            const folder = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(this.scratch, 'fingerprints-'));
            const files = Array.from({ length: PARTITIONS }, (_, p) => (0,external_node_fs_.openSync)((0,external_node_path_.join)(folder, String(p)), 'w', 0o600));
            this.partitions = { folder, files };
        }
        const { files } = this.partitions;
        if (this.sorted.length < this.used)
            this.sorted = Buffer.allocUnsafe(this.records.length);
        let start = 0;
        sortByPartition(this.records.subarray(0, this.used), this.sorted).forEach((end, p) => {
            if (end > start)
                (0,external_node_fs_.writeFileSync)(files[p], this.sorted.subarray(start, end));
            start = end;
        });
        this.used = 0;
    }
}
/**
 * Puts records into the order of the first byte of their hash, those of one byte in the order that they had.
 * @returns where each partition ends in `sorted`
 */
function sortByPartition(records, sorted) {
    const ends = new Uint32Array(PARTITIONS);
    for (let at = 0; at < records.length; at += RECORD_BYTES) {
        const p = records[at];
        ends[p] = ends[p] + RECORD_BYTES;
    }
    let start = 0;
    for (let p = 0; p < PARTITIONS; p++) {
        const bytes = ends[p];
        ends[p] = start;
        start += bytes;
    }
    for (let at = 0; at < records.length; at += RECORD_BYTES) {
        const p = records[at];
        records.copy(sorted, ends[p], at, at + RECORD_BYTES);
        ends[p] = ends[p] + RECORD_BYTES;
    }
    return ends;
}
/** Hash table with open addressing over the records themselves. */
function markRepeated(records, found) {
    const count = records.length / RECORD_BYTES;
    let slots = 16;
    while (slots < count * 2)
        slots *= 2;
    const table = new Int32Array(slots).fill(-1);
    for (let record = 0; record < count; record++) {
        const at = record * RECORD_BYTES;
        let slot = records.readUInt32LE(at + 4) & (slots - 1);
        for (;;) {
            const other = table[slot];
            if (other < 0)
                break;
            const otherAt = other * RECORD_BYTES;
            if (records.compare(records, otherAt, otherAt + HASH_BYTES, at, at + HASH_BYTES) === 0) {
                found.superseded.add(records.readUInt32LE(otherAt + HASH_BYTES));
                found.superseding.add(records.readUInt32LE(at + HASH_BYTES));
                break;
            }
            slot = (slot + 1) & (slots - 1);
        }
        table[slot] = record;
    }
}
/** A set of ordinals, one bit each. */
class Ordinals {
    bits = new Uint8Array(1024);
    size = 0;
    copy() {
        const copied = new Ordinals();
        copied.bits = this.bits.slice();
        copied.size = this.size;
        return copied;
    }
    add(ordinal) {
        const byte = ordinal >>> 3;
        if (byte >= this.bits.length) {
            const larger = new Uint8Array(Math.max(byte + 1, this.bits.length * 2));
            larger.set(this.bits);
            this.bits = larger;
        }
        if (!this.has(ordinal))
            this.size++;
        this.bits[byte] |= 1 << (ordinal & 7);
    }
    has(ordinal) {
        return (((this.bits[ordinal >>> 3] ?? 0) >>> (ordinal & 7)) & 1) === 1;
    }
}
//# sourceMappingURL=fingerprints.js.map
// EXTERNAL MODULE: ./lib/dump/identity.js
var identity = __webpack_require__(2158);
// EXTERNAL MODULE: ./lib/json/lossless.js
var lossless = __webpack_require__(1682);
// EXTERNAL MODULE: ./lib/json/ranges.js
var ranges = __webpack_require__(8238);
;// CONCATENATED MODULE: ./lib/dump/sample.js




const KEPT_BYTES = 16 * 1024 * 1024;
/** @returns a digest that two sources share if and only if they are equal as JSON values. */
function sourceDigest(source) {
    return (0,external_node_crypto_.hash)('sha256', canonical(source), 'hex');
}
/** What is nested too deeply to be walked through is equal to its own text alone. */
function canonical(source) {
    try {
        return (0,lossless/* canonicalJson */.dj)((0,lossless/* parseLossless */.IS)(source));
    }
    catch (error) {
        if (!(error instanceof RangeError))
            throw error;
        return source;
    }
}
/** @returns the document as it has to be in the cluster. */
function expectedDocument(document, ordinal) {
    const { file, line, bytes, text } = document;
    return {
        ...(0,identity/* identify */.ls)(document, ordinal),
        file: file.name,
        line,
        bytes,
        source: (0,ranges/* memberText */.WI)(text, '_source') ?? 'null',
    };
}
/** An even sample of a stream of documents (reservoir sampling), whose texts take at most 16 MiB. */
class Sample {
    size;
    drawn = [];
    kept = 0;
    seen = 0;
    constructor(size) {
        this.size = size;
    }
    /** @param make makes the document, where it is drawn */
    see(ordinal, make) {
        this.seen++;
        const place = this.drawn.length < this.size ? this.drawn.length : Math.floor(Math.random() * this.seen);
        if (place >= this.size)
            return;
        this.kept -= keptBytes(this.drawn[place]);
        const next = { ...make(), ordinal };
        this.drawn[place] = next;
        this.kept += keptBytes(next);
        while (this.kept > KEPT_BYTES)
            this.digestLargest();
    }
    /** @returns the sample without the documents that a later one of the dump replaces. */
    documents(superseded) {
        return this.drawn.filter(({ ordinal }) => !superseded?.has(ordinal));
    }
    digestLargest() {
        const largest = this.drawn.reduce((a, b) => (keptBytes(b) > keptBytes(a) ? b : a));
        this.kept -= keptBytes(largest);
        largest.source = { digest: sourceDigest(largest.source) };
    }
}
function keptBytes(drawn) {
    return typeof drawn?.source === 'string' ? drawn.source.length : 0;
}
//# sourceMappingURL=sample.js.map
;// CONCATENATED MODULE: ./lib/dump/scan.js





/**
 * Reads all data files of an index from beginning to end: counts, finds duplicates, draws the sample, and proves that
 * every byte can be read.
 * @throws RestoreError DUMP_DOCUMENT_INVALID, DUMP_UNREADABLE with file and line; what the observer throws
 */
async function scanData(files, options) {
    const fingerprints = new Fingerprints(options.scratch);
    const sample = new Sample(options.sampleSize);
    let lines = 0;
    let bytes = 0;
    let routed = 0;
    try {
        for (const file of files) {
            for await (const documents of (0,dump_documents/* readDocuments */.r)(file)) {
                options.signal?.throwIfAborted();
                for (const document of documents) {
                    const ordinal = lines;
                    requireSource(document);
                    const { id, routing } = (0,identity/* identify */.ls)(document, ordinal);
                    requireId(document, id);
                    requireWhole(document, id, routing);
                    if ((0,identity/* hasId */.YC)(document.value))
                        fingerprints.add(`${id}\0${routing ?? ''}`, ordinal);
                    if (routing !== undefined)
                        routed++;
                    // First the observer: it refuses what is too large, and the sample would work through all of that.
                    options.observer?.see(document);
                    sample.see(ordinal, () => expectedDocument(document, ordinal));
                    lines++;
                    bytes += document.bytes;
                }
            }
        }
        const { superseded, superseding } = fingerprints.repeated();
        const distinct = lines - (superseded?.size ?? 0);
        return { lines, distinct, bytes, routed, superseded, superseding, sample: sample.documents(superseded) };
    }
    finally {
        fingerprints.dispose();
    }
}
function requireId({ file, line }, id) {
    // Most are short whatever their characters are: three bytes each at the most.
    if ((0,document_faults/* isIdLength */.C0)(id.length * 3))
        return;
    const bytes = Buffer.byteLength(id);
    if (!(0,document_faults/* isIdLength */.C0)(bytes))
        throw (0,document_faults/* oddId */.XK)(`${file.name}, line ${line}`, bytes);
}
function requireWhole({ file, line }, id, routing = '') {
    if (!id.isWellFormed())
        throw (0,document_faults/* halfPair */.Iz)(`${file.name}, line ${line}`, 'id');
    if (!routing.isWellFormed())
        throw (0,document_faults/* halfPair */.Iz)(`${file.name}, line ${line}`, 'routing');
}
function requireSource({ file, line, value }) {
    const source = value._source;
    if (source !== null && typeof source === 'object' && !Array.isArray(source))
        return;
    throw (0,document_faults/* withoutSource */.iV)(`${file.name}, line ${line}`);
}
//# sourceMappingURL=scan.js.map
;// CONCATENATED MODULE: ./lib/engines/native/body.js
const LINE_FEED = 0x0a;
const SPACE = 0x20;
const ACTIONS = {
    index: Buffer.from('{"index":{"_id":'),
    create: Buffer.from('{"create":{"_id":'),
    delete: Buffer.from('{"delete":{"_id":'),
};
const ROUTING = Buffer.from(',"routing":');
const END = Buffer.from('}}\n');
/** Operations to send in bulk requests, as bytes. */
class Body {
    bytes;
    operation;
    used = 0;
    /** Where each document's operations begin. */
    starts = [];
    files = [];
    lines = [];
    ordinals = [];
    /** @param bytes room, at most what one request may be */
    constructor(bytes, operation = 'index') {
        this.bytes = bytes;
        this.operation = operation;
    }
    get length() {
        return this.used;
    }
    get documents() {
        return this.starts.length;
    }
    /** @returns whether there was room for the document */
    add(document) {
        if (this.used + sizeOf(document, this.operation) > this.bytes.length)
            return false;
        const { file, line, ordinal, bytes, sourceStart, sourceEnd, hasLineFeeds } = document;
        this.starts.push(this.used);
        this.files.push(file);
        this.lines.push(line);
        this.ordinals.push(ordinal);
        this.action(document);
        if (this.operation === 'delete')
            return true;
        const start = this.used;
        this.copy(bytes, sourceStart, sourceEnd);
        // In JSON a line feed is nothing but space, and in a bulk request it ends the document.
        if (hasLineFeeds)
            unfold(this.bytes.subarray(start, this.used));
        this.bytes[this.used++] = LINE_FEED;
        return true;
    }
    /** @param places of documents in this body, rising; or all @returns their operations, as they are sent */
    content(places) {
        if (!places)
            return this.bytes.subarray(0, this.used);
        return Buffer.concat(places.map((place) => this.bytes.subarray(this.starts[place], this.endOf(place))));
    }
    size(place) {
        return this.endOf(place) - this.starts[place];
    }
    document(place) {
        const start = this.starts[place];
        const action = this.bytes.subarray(start, this.bytes.indexOf(LINE_FEED, start));
        const operation = JSON.parse(action.toString());
        return {
            id: Object.values(operation)[0]?._id ?? '',
            file: this.files[place],
            line: this.lines[place],
            ordinal: this.ordinals[place],
        };
    }
    endOf(place) {
        return this.starts[place + 1] ?? this.used;
    }
    action({ idBytes, idStart, idEnd, routing }) {
        const name = ACTIONS[this.operation];
        this.copy(name, 0, name.length);
        this.copy(idBytes, idStart, idEnd);
        if (routing !== undefined) {
            this.copy(ROUTING, 0, ROUTING.length);
            this.used += this.bytes.write(JSON.stringify(routing), this.used);
        }
        this.copy(END, 0, END.length);
    }
    copy(from, start, end) {
        from.copy(this.bytes, this.used, start, end);
        this.used += end - start;
    }
}
/** @returns bytes that a document takes in a body */
function sizeOf(document, operation) {
    const { idStart, idEnd, routing, sourceStart, sourceEnd } = document;
    const routed = routing === undefined ? 0 : ROUTING.length + Buffer.byteLength(JSON.stringify(routing));
    const action = ACTIONS[operation].length + idEnd - idStart + routed + END.length;
    return operation === 'delete' ? action : action + sourceEnd - sourceStart + 1;
}
function unfold(source) {
    for (let at = source.indexOf(LINE_FEED); at >= 0; at = source.indexOf(LINE_FEED, at + 1))
        source[at] = SPACE;
}
//# sourceMappingURL=body.js.map
;// CONCATENATED MODULE: ./lib/engines/native/budget.js
/** Keeps what is read ahead below a number of bytes: whoever wants more waits. For one reader. */
class Budget {
    bytes;
    used = 0;
    wanted = 0;
    wake;
    constructor(bytes) {
        this.bytes = bytes;
    }
    /** Waits until there is room. What is larger than everything has it alone. */
    async take(bytes) {
        while (this.used > 0 && this.used + bytes > this.bytes) {
            this.wanted = bytes;
            await new Promise((resolve) => {
                this.wake = resolve;
            });
        }
        this.used += bytes;
    }
    give(bytes) {
        this.used -= bytes;
        if (this.used === 0 || this.used + this.wanted <= this.bytes)
            this.wake?.();
    }
}
//# sourceMappingURL=budget.js.map
;// CONCATENATED MODULE: ./lib/engines/native/bodies.js


/** Packs documents into bodies, and has them sent while the next is packed. */
class Bodies {
    options;
    body;
    sending = new Set();
    /** One body is packed while the others are on their way. */
    budget;
    spare = [];
    constructor(options) {
        this.options = options;
        this.budget = new Budget((options.concurrency + 1) * options.bodyBytes);
    }
    /** @returns something to wait for, where documents come faster than they can be sent */
    add(document) {
        if (this.body?.add(document))
            return undefined;
        return this.addToNext(document);
    }
    /** Sends what has not been sent yet, when there is room for one more on its way. */
    async flush() {
        const { body } = this;
        if (!body)
            return;
        this.body = undefined;
        while (this.sending.size >= this.options.concurrency)
            await Promise.race(this.sending);
        this.dispatch(body);
    }
    /** Waits until everything is settled. @throws what stopped the sender */
    async settled() {
        await this.options.ready;
        await Promise.all(this.sending);
        this.options.sender.requireGoing();
    }
    async addToNext(document) {
        const { operation, requestLimit, tally } = this.options;
        const size = sizeOf(document, operation);
        if (size > requestLimit) {
            tally.rejectUnsent(document, 413, `${size} bytes, and the cluster takes ${requestLimit} in one request (http.max_content_length)`);
            return;
        }
        await this.flush();
        this.body = new Body(await this.room(size), operation);
        this.body.add(document);
    }
    /** @param least bytes that there has to be room for */
    async room(least) {
        const { bodyBytes, requestLimit, sender } = this.options;
        const bytes = Math.max(least, bodyBytes);
        await this.budget.take(bytes);
        const buffer = (bytes === bodyBytes && this.spare.pop()) || Buffer.allocUnsafeSlow(bytes);
        return buffer.subarray(0, Math.max(least, Math.min(sender.bodyBytes, requestLimit)));
    }
    dispatch(body) {
        const { ready, sender } = this.options;
        const sending = ready
            .then(() => sender.send(body))
            .catch((error) => sender.stop(error))
            .finally(() => {
            this.sending.delete(sending);
            this.giveBack(body);
        });
        this.sending.add(sending);
    }
    giveBack({ bytes }) {
        const whole = Buffer.from(bytes.buffer);
        if (whole.length === this.options.bodyBytes)
            this.spare.push(whole);
        this.budget.give(whole.length);
    }
}
//# sourceMappingURL=bodies.js.map
// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
// EXTERNAL MODULE: ./lib/dump/open.js
var dump_open = __webpack_require__(5292);
// EXTERNAL MODULE: ./lib/dump/byte-order-mark.js
var byte_order_mark = __webpack_require__(6913);
// EXTERNAL MODULE: ./lib/dump/transform.js
var dump_transform = __webpack_require__(510);
;// CONCATENATED MODULE: ./lib/json/bytes.js
// Checks JSON and finds its outermost members in UTF-8 bytes, without making values of them: four times as fast as
// JSON.parse, and nothing is rounded.
/** Where in the bytes JSON breaks its grammar (RFC 8259). */
class JsonFault extends Error {
    at;
    /** @param at offset of the byte that does not fit */
    constructor(at, what) {
        super(what);
        this.at = at;
    }
}
const INCOMPLETE = -1;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const VALUE = 0;
const FIRST_VALUE = 1;
const AFTER_VALUE = 2;
const KEY = 3;
const FIRST_KEY = 4;
const isEscape = tableOf('"\\/bfnrt');
const isHex = tableOf('0123456789abcdefABCDEF');
const WORDS = new Map(['true', 'false', 'null'].map((word) => [word.charCodeAt(0), Buffer.from(word)]));
/** Scans one object after another; as it keeps its place for members, not two at a time. */
class ObjectScanner {
    members = { count: 0, offsets: new Int32Array(256), lineFeeds: 0 };
    /** By depth, whether the container is an object. */
    isObject = new Uint8Array(64);
    /**
     * Takes exactly what JSON.parse takes, but for the encoding: whether it is UTF-8 is not looked at.
     * @param bytes JSON text
     * @param start offset of a `{`
     * @param end offset at which the bytes end
     * @returns the offset just after the object's `}`, its members in `members`; INCOMPLETE where the bytes end before
     * @throws JsonFault
     */
    scan(bytes, start, end) {
        const { members } = this;
        members.count = 0;
        members.lineFeeds = 0;
        let depth = 1;
        let state = FIRST_KEY;
        let i = start + 1;
        this.isObject[1] = 1;
        for (;;) {
            if (i >= end)
                return INCOMPLETE;
            const c = bytes[i];
            if (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) {
                if (c === 0x0a)
                    members.lineFeeds++;
                i++;
            }
            else if (state === AFTER_VALUE) {
                const isObject = this.isObject[depth] === 1;
                if (c === 0x2c)
                    state = isObject ? KEY : VALUE;
                else if (c === (isObject ? 0x7d : 0x5d)) {
                    depth--;
                    if (depth === 1)
                        this.endValue(i + 1);
                    if (depth === 0)
                        return i + 1;
                }
                else
                    throw new JsonFault(i, `a comma or ${isObject ? '}' : ']'} is due`);
                i++;
            }
            else if (state >= KEY) {
                if (c === QUOTE) {
                    const keyEnd = stringEnd(bytes, i + 1, end);
                    if (keyEnd === INCOMPLETE)
                        return INCOMPLETE;
                    const colon = this.skipTo(bytes, keyEnd, end);
                    if (colon >= end)
                        return INCOMPLETE;
                    if (bytes[colon] !== 0x3a)
                        throw new JsonFault(colon, 'a colon is due');
                    if (depth === 1)
                        this.addKey(i, keyEnd);
                    i = colon + 1;
                    state = VALUE;
                }
                else if (c === 0x7d && state === FIRST_KEY) {
                    depth--;
                    if (depth === 1)
                        this.endValue(i + 1);
                    i++;
                    if (depth === 0)
                        return i;
                    state = AFTER_VALUE;
                }
                else
                    throw new JsonFault(i, 'a key in quotes is due');
            }
            else if (c === 0x5d && state === FIRST_VALUE) {
                depth--;
                i++;
                if (depth === 1)
                    this.endValue(i);
                state = AFTER_VALUE;
            }
            else {
                if (depth === 1)
                    members.offsets[members.count * 4 + 2] = i;
                if (c === 0x7b || c === 0x5b) {
                    if (++depth === this.isObject.length)
                        this.deepen();
                    this.isObject[depth] = c === 0x7b ? 1 : 0;
                    state = c === 0x7b ? FIRST_KEY : FIRST_VALUE;
                    i++;
                }
                else {
                    i = c === QUOTE ? stringEnd(bytes, i + 1, end) : scalarEnd(bytes, i, end);
                    if (i === INCOMPLETE)
                        return INCOMPLETE;
                    if (depth === 1)
                        this.endValue(i);
                    state = AFTER_VALUE;
                }
            }
        }
    }
    skipTo(bytes, from, end) {
        let i = from;
        for (; i < end; i++) {
            const c = bytes[i];
            if (c === 0x0a)
                this.members.lineFeeds++;
            else if (c !== 0x20 && c !== 0x0d && c !== 0x09)
                break;
        }
        return i;
    }
    addKey(start, end) {
        const { members } = this;
        const at = members.count * 4;
        if (at === members.offsets.length) {
            const larger = new Int32Array(members.offsets.length * 2);
            larger.set(members.offsets);
            members.offsets = larger;
        }
        members.offsets[at] = start;
        members.offsets[at + 1] = end;
    }
    endValue(end) {
        const { members } = this;
        members.offsets[members.count * 4 + 3] = end;
        members.count++;
    }
    deepen() {
        const deeper = new Uint8Array(this.isObject.length * 2);
        deeper.set(this.isObject);
        this.isObject = deeper;
    }
}
/** @param from offset just after the opening quote */
function stringEnd(bytes, from, end) {
    let i = from;
    while (i < end) {
        const c = bytes[i];
        if (c > BACKSLASH || (c !== QUOTE && c !== BACKSLASH && c >= 0x20))
            i++;
        else if (c === QUOTE)
            return i + 1;
        else if (c !== BACKSLASH) {
            throw new JsonFault(i, c === 0x0a ? 'the line ends within a string' : 'a control character in a string');
        }
        else {
            if (i + 1 >= end)
                return INCOMPLETE;
            const escaped = bytes[i + 1];
            if (escaped === 0x75) {
                for (let digit = i + 2; digit < i + 6; digit++) {
                    if (digit >= end)
                        return INCOMPLETE;
                    if (isHex[bytes[digit]] !== 1)
                        throw new JsonFault(digit, 'a hexadecimal digit is due');
                }
                i += 6;
            }
            else if (isEscape[escaped] === 1)
                i += 2;
            else
                throw new JsonFault(i + 1, 'no character is escaped so');
        }
    }
    return INCOMPLETE;
}
function scalarEnd(bytes, from, end) {
    const c = bytes[from];
    if (c === 0x2d || isDigit(c))
        return numberEnd(bytes, from, end);
    const word = WORDS.get(c);
    if (!word)
        throw new JsonFault(from, 'a value is due');
    for (let i = 0; i < word.length; i++) {
        if (from + i >= end)
            return INCOMPLETE;
        if (bytes[from + i] !== word[i])
            throw new JsonFault(from + i, `not ${word}`);
    }
    return from + word.length;
}
/** A number may go on where the bytes end, so something has to follow it. */
function numberEnd(bytes, from, end) {
    let i = bytes[from] === 0x2d ? from + 1 : from;
    if (bytes[i] === 0x30)
        i++;
    else
        i = digitsEnd(bytes, i, end);
    if (i !== INCOMPLETE && bytes[i] === 0x2e)
        i = digitsEnd(bytes, i + 1, end);
    if (i !== INCOMPLETE && (bytes[i] | 0x20) === 0x65) {
        const sign = bytes[i + 1];
        i = digitsEnd(bytes, sign === 0x2b || sign === 0x2d ? i + 2 : i + 1, end);
    }
    return i >= end ? INCOMPLETE : i;
}
function digitsEnd(bytes, from, end) {
    let i = from;
    while (i < end && isDigit(bytes[i]))
        i++;
    if (i >= end)
        return INCOMPLETE;
    if (i === from)
        throw new JsonFault(i, 'a digit is due');
    return i;
}
function isDigit(c) {
    return c >= 0x30 && c <= 0x39;
}
function tableOf(characters) {
    const table = new Uint8Array(256);
    for (const character of characters)
        table[character.charCodeAt(0)] = 1;
    return table;
}
//# sourceMappingURL=bytes.js.map
;// CONCATENATED MODULE: ./lib/engines/native/document.js

const ID = Buffer.from('_id');
const SOURCE = Buffer.from('_source');
/** All members that can tell a routing, by their length. */
const document_ROUTING = ['fields', '_routing', 'routing', '_parent', 'parent'].map((name) => Buffer.from(name));
const document_BACKSLASH = 0x5c;
const document_QUOTE = 0x22;
/**
 * Finds what a bulk request needs of an object of a dump; of members of one name the last counts, as in JSON.parse.
 * @param members of the object, as they were scanned
 * @returns undefined where it has no object in `_source`
 */
function byteDocument(place, members) {
    const { bytes } = place;
    const { offsets, count } = members;
    let id = -1;
    let source = -1;
    let routing;
    for (let at = 0; at < count * 4; at += 4) {
        const from = offsets[at] + 1;
        const to = offsets[at + 1] - 1;
        if (isName(bytes, from, to, ID))
            id = at;
        else if (isName(bytes, from, to, SOURCE))
            source = at;
        else {
            const name = document_ROUTING.find((one) => isName(bytes, from, to, one));
            if (name)
                routing = { ...routing, [String(name)]: valueAt(bytes, offsets, at) };
        }
    }
    if (source < 0 || bytes[offsets[source + 2]] !== 0x7b)
        return undefined;
    const sourceStart = offsets[source + 2];
    const sourceEnd = offsets[source + 3];
    let idBytes = bytes;
    let idStart = id < 0 ? 0 : offsets[id + 2];
    let idEnd = id < 0 ? 0 : offsets[id + 3];
    if (id < 0 || bytes[idStart] !== document_QUOTE) {
        idBytes = Buffer.from(JSON.stringify(otherId(place, id < 0 ? 'null' : document_text(bytes, idStart, idEnd))));
        idStart = 0;
        idEnd = idBytes.length;
    }
    return {
        ...place,
        idBytes,
        idStart,
        idEnd,
        routing: routing && (0,identity/* routingOf */.CC)(routing),
        sourceStart,
        sourceEnd,
        hasLineFeeds: members.lineFeeds > 0,
    };
}
/** @returns the document's id, as text */
function idOf({ idBytes, idStart, idEnd }) {
    return JSON.parse(document_text(idBytes, idStart, idEnd));
}
/** @returns the document as it has to be in the cluster */
function expectedOf(document) {
    const { file, line, bytes, start, end, routing, sourceStart, sourceEnd } = document;
    const source = document_text(bytes, sourceStart, sourceEnd);
    return { id: idOf(document), routing, file: file.name, line, bytes: end - start, source };
}
/** By hand an id may be a number, of which JavaScript must not make another one; or there is none. */
function otherId({ ordinal, bytes, start, end }, json) {
    const value = JSON.parse(json);
    if (value === null)
        return (0,identity/* madeId */.DB)(ordinal, bytes.subarray(start, end));
    return typeof value === 'number' && !Number.isSafeInteger(value) ? json : String(value);
}
function isName(bytes, from, to, name) {
    let i = 0;
    for (; i < name.length && from + i < to; i++) {
        if (bytes[from + i] === document_BACKSLASH)
            return isEscapedName(bytes, from, to, name);
        if (bytes[from + i] !== name[i])
            return false;
    }
    return i === name.length && from + i === to;
}
/** `_id` may be written `_\u0069d`. */
function isEscapedName(bytes, from, to, name) {
    return JSON.parse(document_text(bytes, from - 1, to + 1)) === String(name);
}
function valueAt(bytes, offsets, at) {
    return JSON.parse(document_text(bytes, offsets[at + 2], offsets[at + 3]));
}
function document_text(bytes, start, end) {
    return bytes.toString('utf8', start, end);
}
//# sourceMappingURL=document.js.map
;// CONCATENATED MODULE: ./lib/engines/native/reader.js




const MIB = 1024 * 1024;
/** More than a cluster takes: `http.max_content_length` is 100 MB unless raised. */
const MAX_OBJECT_BYTES = 256 * MIB;
const reader_LINE_FEED = 0x0a;
const reader_BACKSLASH = 0x5c;
const EXCERPT_BYTES = 120;
const NOT_UTF8 = 'bytes that are not UTF-8';
/** Fewer do not tell whether a file begins with one. */
const BYTE_ORDER_MARK_BYTES = 3;
/**
 * Reads the data files of an index as one stream of documents: one JSON object a line, several, or objects spread over
 * many lines. Gives a batch for every piece of a file, so that reading costs no more memory than a piece and twice the
 * largest document. Of what is read nothing is parsed but ids and routing.
 * @param position told how much of the files has been read
 * @throws RestoreError DUMP_DOCUMENT_INVALID with file, line and byte where something is no document, or the file is
 * cut; DUMP_UNREADABLE as readBytes does
 */
async function* readByteDocuments(files, position) {
    let ordinal = 0;
    for (const file of files) {
        const reader = new FileReader(file, ordinal);
        let pieces = [];
        let bytes = 0;
        let wanted = BYTE_ORDER_MARK_BYTES;
        for await (const piece of (0,dump_open/* readBytes */.i)(file, position)) {
            pieces.push(piece);
            bytes += piece.length;
            // What is left of a large document is looked at again only when twice as much is there, so that all in all no
            // byte is looked at more than three times; but no more is kept than a document may have.
            if (bytes < wanted)
                continue;
            const rest = reader.read(Buffer.concat(pieces, bytes));
            yield reader.take();
            pieces = [rest];
            bytes = rest.length;
            wanted = Math.min(2 * bytes, MAX_OBJECT_BYTES + 1);
        }
        // What there was too little of to be looked at again.
        reader.end(reader.read(Buffer.concat(pieces, bytes)));
        yield reader.take();
        ordinal = reader.ordinal;
    }
}
class FileReader {
    file;
    ordinal;
    documents = [];
    scanner = new ObjectScanner();
    line = 1;
    /** Bytes before those that are read next. */
    offset = 0;
    constructor(file, ordinal) {
        this.file = file;
        this.ordinal = ordinal;
    }
    /** @returns the documents that were read since the last call */
    take() {
        const { documents } = this;
        this.documents = [];
        return documents;
    }
    /** @param bytes what follows what was read before @returns what is left: the beginning of a document */
    read(bytes) {
        const begin = this.offset === 0 ? bytes.length - (0,byte_order_mark/* withoutByteOrderMark */.Y)(bytes).length : 0;
        const end = bytes.length;
        const line = this.line;
        let at = this.skipSpace(bytes, begin);
        let scanned = at;
        try {
            while (at < end) {
                if (bytes[at] !== 0x7b)
                    throw this.fault(bytes, at, at, 'not a JSON object');
                const next = this.scanner.scan(bytes, at, end);
                if (next === INCOMPLETE)
                    break;
                scanned = next;
                this.add(bytes, at, next);
                at = this.skipSpace(bytes, next);
            }
        }
        catch (error) {
            const isJson = error instanceof JsonFault;
            this.requireUtf8(bytes, begin, isJson ? error.at : scanned, line);
            throw isJson ? this.fault(bytes, at, error.at, `not JSON, ${error.message}`) : error;
        }
        this.requireUtf8(bytes, begin, at, line);
        this.offset += at;
        const rest = bytes.subarray(at);
        if (rest.length > MAX_OBJECT_BYTES) {
            throw this.fault(rest, 0, 0, `the document does not end within ${MAX_OBJECT_BYTES / MIB} MiB`);
        }
        return rest;
    }
    /** @param rest what follows the last document */
    end(rest) {
        if (rest.length > 0)
            throw this.fault(rest, 0, rest.length, 'the file ends in the middle of this document');
    }
    add(bytes, start, end) {
        const { file, line } = this;
        const { lineFeeds } = this.scanner.members;
        if (!file.transform)
            this.keep(bytes, start, end);
        else {
            const text = this.textOf(bytes, start, end);
            const given = (0,dump_transform/* transformed */.G)(file.transform, `${file.name}, line ${line}`, text, JSON.parse(text));
            if (given === text)
                this.keep(bytes, start, end);
            else if (given !== null) {
                const own = Buffer.from(given);
                this.scanner.scan(own, 0, own.length);
                this.keep(own, 0, own.length);
            }
        }
        this.line += lineFeeds;
    }
    /** Keeps the object that was scanned last. */
    keep(bytes, start, end) {
        const { file, line, ordinal, scanner } = this;
        const document = byteDocument({ file, line, ordinal, bytes, start, end }, scanner.members);
        if (!document)
            throw (0,document_faults/* withoutSource */.iV)(`${file.name}, line ${line}`);
        reader_requireId(document);
        this.documents.push(document);
        this.ordinal++;
    }
    textOf(bytes, start, end) {
        this.requireUtf8(bytes, start, end, this.line);
        return bytes.toString('utf8', start, end);
    }
    skipSpace(bytes, from) {
        for (let i = from;; i++) {
            const c = bytes[i];
            if (c === reader_LINE_FEED)
                this.line++;
            else if (c !== 0x20 && c !== 0x0d && c !== 0x09)
                return i;
        }
    }
    /** All at once, as that is much quicker; where it is not, the byte can be found out. @param line at `start` */
    requireUtf8(bytes, start, end, line) {
        const content = bytes.subarray(start, end);
        if ((0,external_node_buffer_.isUtf8)(content))
            return;
        const good = content.subarray(0, wrongByte(content));
        const lineFeeds = good.reduce((count, byte) => count + (byte === reader_LINE_FEED ? 1 : 0), 0);
        const at = this.offset + start + good.length;
        throw (0,document_faults/* damaged */.qM)(`${this.file.name}, line ${line + lineFeeds}`, `${NOT_UTF8} (byte ${at})`);
    }
    /** @param start of the document @param at where in it the fault is */
    fault(bytes, start, at, what) {
        const [begun = '', more] = bytes.toString('utf8', start, start + EXCERPT_BYTES).split('\n', 2);
        // A file of UTF-16 has its first fault at its first byte.
        const reason = bytes.toString('utf8', at, at + 4).startsWith('\ufffd') ? NOT_UTF8 : what;
        const isCut = more === undefined && start + EXCERPT_BYTES < bytes.length;
        const place = `${this.file.name}, line ${this.line}`;
        return (0,document_faults/* damaged */.qM)(place, `${reason} (byte ${this.offset + at}): ${begun}${isCut ? '…' : ''}`);
    }
}
/** @param bytes not UTF-8 @returns the offset of the first that is not: decoding and encoding changes it */
function wrongByte(bytes) {
    const again = Buffer.from(bytes.toString('utf8'));
    return bytes.findIndex((byte, i) => byte !== again[i]);
}
function reader_requireId(document) {
    const place = () => `${document.file.name}, line ${document.line}`;
    if (document.routing?.isWellFormed() === false)
        throw (0,document_faults/* halfPair */.Iz)(place(), 'routing');
    if (hasEscape(document) && !idOf(document).isWellFormed())
        throw (0,document_faults/* halfPair */.Iz)(place(), 'id');
    // Escapes take more than what they stand for: what is short as it is written is short.
    if ((0,document_faults/* isIdLength */.C0)(document.idEnd - document.idStart - 2))
        return;
    const bytes = Buffer.byteLength(idOf(document));
    if (!(0,document_faults/* isIdLength */.C0)(bytes))
        throw (0,document_faults/* oddId */.XK)(place(), bytes);
}
/** Half of a surrogate pair is written as an escape, or it is no UTF-8. */
function hasEscape({ idBytes, idStart, idEnd }) {
    for (let i = idStart; i < idEnd; i++)
        if (idBytes[i] === reader_BACKSLASH)
            return true;
    return false;
}
//# sourceMappingURL=reader.js.map
;// CONCATENATED MODULE: ./lib/engines/native/seen.js


/** What there is to know of documents that come by once. */
class Seen {
    requestLimit;
    documents = 0;
    bytes = 0;
    routed = 0;
    sample;
    /**
     * @param sampleSize documents to draw
     * @param requestLimit bytes that the cluster takes: what is larger is not drawn, as it cannot be there
     */
    constructor(sampleSize, requestLimit) {
        this.requestLimit = requestLimit;
        this.sample = new Sample(sampleSize);
    }
    see(document) {
        const bytes = document.end - document.start;
        this.documents++;
        this.bytes += bytes;
        if (document.routing !== undefined)
            this.routed++;
        if (bytes <= this.requestLimit)
            this.sample.see(document.ordinal, () => expectedOf(document));
    }
    /** @param repeated those that are named twice */
    scan(repeated) {
        const { documents, bytes, routed } = this;
        const distinct = documents - (repeated.superseded?.size ?? 0);
        const sample = this.sample.documents(repeated.superseded);
        return { lines: documents, distinct, bytes, routed, ...repeated, sample };
    }
}
//# sourceMappingURL=seen.js.map
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./lib/cluster/library.js
var library = __webpack_require__(8461);
;// CONCATENATED MODULE: ./lib/cluster/bulk.js


/** Nothing but what tells created from there before and why something was refused: a response is a tenth as large. */
const WANTED = 'took,errors,items.*.status,items.*.error';
const BLOCKED = new Set(['cluster_block_exception', 'index_closed_exception']);
const LOST = new Set([502, 503, 504]);
/** Sends a bulk request once. Documents pass no pipeline but the index's final one. */
async function bulk(cluster, request) {
    const { index, requireAlias, body, encoding } = request;
    try {
        const response = await cluster.textClient.bulk(
        // The client's type knows no bytes, its transport sends them as they are.
        {
            index,
            body: body,
            pipeline: '_none',
            filter_path: WANTED,
            ...(requireAlias && { require_alias: true }),
        }, { maxRetries: 0, ...(encoding && { headers: { 'content-encoding': encoding } }) });
        return answerOf(response.body);
    }
    catch (error) {
        return failureOf(error);
    }
}
/** @param text the response's body */
function answerOf(text) {
    const took = Number(/"took":(\d+)/.exec(text.slice(0, 200))?.[1] ?? 0);
    // Without errors every status is 200 or 201, or 404 of a deletion that found nothing; mostly it is 201 throughout.
    if (/"errors":false/.test(text.slice(0, 200)) && !/"status":(?:200|404)/.test(text))
        return { kind: 'created', operations: text.split('"status":').length - 1, took };
    const items = itemsIn(text);
    if (!items)
        return { kind: 'lost', reason: `no answer of the cluster's: ${text.slice(0, 200).trim()}` };
    return { kind: 'items', items: items.map((item) => itemOf(Object.values(item)[0])), took };
}
/** @returns undefined for what something between here and the cluster says, whatever its status */
function itemsIn(text) {
    try {
        const { items } = JSON.parse(text);
        return Array.isArray(items) ? items : undefined;
    }
    catch {
        return undefined;
    }
}
function itemOf(item) {
    const { status = 500, error } = item ?? {};
    if (error === undefined)
        return { status, reason: '', isBlocked: false };
    if (typeof error === 'string')
        return { status, reason: error, isBlocked: false };
    return { status, reason: (0,cluster_errors/* reasonChain */.cI)(error), isBlocked: BLOCKED.has(error.type ?? '') };
}
function failureOf(error) {
    const status = (0,cluster_errors/* statusOf */.c2)(error);
    const reason = (0,cluster_errors/* reasonOf */.A3)(error);
    if (status === 413 || (status === 429 && isMoreThanEver(reason)))
        return { kind: 'too-large', status, reason };
    if (status === 429 && !/cluster_block_exception/.test(reason))
        return { kind: 'busy', reason };
    const isLost = status === undefined ? error instanceof library/* errors */.sO.OpenSearchClientError : LOST.has(status);
    return isLost ? { kind: 'lost', reason } : { kind: 'refused', error };
}
/** Indexing pressure tells the operation's bytes and the most there may be: no waiting makes room for more than that. */
function isMoreThanEver(reason) {
    const [, bytes, most] = /operation_bytes=(\d+), max_\w+_bytes=(\d+)/.exec(reason) ?? [];
    return Number(bytes) > Number(most);
}
//# sourceMappingURL=bulk.js.map
;// CONCATENATED MODULE: ./lib/engines/native/answers.js
/**
 * A block that comes and goes with the cluster's start is none that stays.
 * @returns whether the cluster takes no document of the index, whatever it holds
 */
function isBlocked(item) {
    const { status, isBlocked } = item;
    return ((isBlocked && status !== 503) || status === 401 || status === 403 || (status === 404 && !isAbsent(item)));
}
/** @returns whether it was to be deleted and is not there, which is no error */
function isAbsent({ status, reason }) {
    return status === 404 && reason === '';
}
/** What an overloaded cluster manager leaves undone of a document that brings a new field: the status alone is one for good. */
const LATE_MAPPING = /timed out while waiting for a dynamic mapping update/;
/** @returns whether the same is to be tried again later */
function isRetried({ status, isBlocked, reason }) {
    return status === 503 || (status === 429 && !isBlocked) || (status >= 500 && LATE_MAPPING.test(reason));
}
/** @returns what an answer says of how busy the cluster is */
function wentOf(answer) {
    if (answer.kind === 'created')
        return 'well';
    if (answer.kind === 'items')
        return answer.items.some(isRetried) ? 'busy' : 'well';
    return answer.kind === 'busy' ? 'busy' : 'otherwise';
}
/** @returns the cluster's words for what is tried again; or '' */
function reasonIn(answer) {
    if (answer.kind === 'items')
        return answer.items.find(isRetried)?.reason ?? '';
    return 'reason' in answer ? answer.reason : '';
}
//# sourceMappingURL=answers.js.map
;// CONCATENATED MODULE: ./lib/engines/native/clock.js

const CLOCK = {
    now: Date.now,
    sleep: (ms, signal) => (0,external_node_timers_promises_.setTimeout)(ms, undefined, { signal }).catch(() => { }),
};
//# sourceMappingURL=clock.js.map
;// CONCATENATED MODULE: ./lib/engines/native/patience.js


/** A cluster that has too much to do takes something now and then; one that takes nothing for so long is stuck. */
const BUSY_MS = 300_000;
const MIN_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** How often and how long a request is tried again. */
class Patience {
    index;
    lostMs;
    now;
    attempts = 0;
    failingSince;
    /** A cluster that says that it is busy is there. */
    lostSince;
    /**
     * @param index for people
     * @param lostMs milliseconds that a cluster may give no answer
     * @param now the clock, milliseconds
     */
    constructor(index, lostMs, now) {
        this.index = index;
        this.lostMs = lostMs;
        this.now = now;
    }
    /** Begins anew, as something has been taken. */
    renew() {
        this.attempts = 0;
        this.failingSince = undefined;
        this.lostSince = undefined;
    }
    fail({ kind }) {
        const now = this.now();
        this.attempts++;
        this.failingSince ??= now;
        this.lostSince = kind === 'lost' ? (this.lostSince ?? now) : undefined;
    }
    /** Whether it was tried often enough to say that it will not go just so. */
    get isWorn() {
        return this.attempts >= MIN_ATTEMPTS;
    }
    /** @throws RestoreError CLUSTER_UNREACHABLE, ENGINE_FAILED where it has come to its end */
    require({ reason, where, indexTookAt, anyTookAt }) {
        if (!this.isWorn)
            return;
        const { index, lostSince, failingSince = 0 } = this;
        if (lostSince !== undefined && this.now() - Math.max(lostSince, indexTookAt) >= this.lostMs) {
            throw new errors/* RestoreError */.DZ('CLUSTER_UNREACHABLE', `the cluster was lost while index ${index} was loaded: ${reason}`, { hint: 'Check cluster and network, then run again; a larger `wait-timeout` waits longer for it.' });
        }
        // A busy cluster may be taking documents of other indexes, which go first.
        const waited = this.now() - Math.max(failingSince, anyTookAt);
        if (waited >= Math.max(BUSY_MS, this.lostMs)) {
            throw new errors/* RestoreError */.DZ('ENGINE_FAILED', `the cluster took no document of index ${index} (${where}) for ${Math.round(waited / 1000)} s: ${reason}`, { hint: (0,cluster_errors/* hintFor */.JR)(reason) ?? 'Look at the health of the cluster, then run this again.' });
        }
    }
    /** @returns milliseconds to wait before the next attempt, by chance as others wait too */
    pause() {
        const pause = Math.min(FIRST_PAUSE_MS * 2 ** (this.attempts - 1), LONGEST_PAUSE_MS);
        return pause * (0.5 + Math.random() / 2);
    }
}
//# sourceMappingURL=patience.js.map
;// CONCATENATED MODULE: ./lib/engines/native/sender.js







const pack = (0,external_node_util_.promisify)(external_node_zlib_.gzip);
/** Packs four times as fast as usual, and to hardly more. */
const FASTEST = { level: external_node_zlib_.constants.Z_BEST_SPEED };
/** A busy cluster is helped by nothing smaller, and takes in smaller requests far less. */
const LEAST_BODY_BYTES = 256 * 1024;
/** Sends bodies until every document in them is in the index or rejected for good. */
class Sender {
    options;
    /** Bytes that a body may have: less than at first where the cluster said that they are too large. */
    bodyBytes;
    stopped = new AbortController();
    /** When the cluster took a document of this index last. */
    lastProgress = 0;
    clock;
    constructor(options, bodyBytes) {
        this.options = options;
        this.bodyBytes = bodyBytes;
        this.clock = options.clock ?? CLOCK;
    }
    /** No request is begun any more. */
    stop(reason) {
        this.stopped.abort(reason);
    }
    get isStopped() {
        return this.stopped.signal.aborted;
    }
    /** @throws what it was stopped with first */
    requireGoing() {
        this.stopped.signal.throwIfAborted();
    }
    /**
     * @param places of the documents in the body; or all
     * @throws RestoreError where no retry helps or none has helped for long enough; what `stop` was given
     */
    async send(body, places = [...Array(body.documents).keys()]) {
        const { pool, left, index, patienceMs } = this.options;
        const patience = new Patience(index, patienceMs, () => this.clock.now());
        let waiting = places;
        for (;;) {
            const answer = await pool.run(left(), async () => {
                // It may have waited for long.
                this.stopped.signal.throwIfAborted();
                const result = await this.request(body, waiting);
                return { went: wentOf(result), result };
            });
            const unsettled = this.settle(answer, body, waiting);
            if (unsettled.length === 0)
                return;
            if (unsettled.length < waiting.length)
                patience.renew();
            patience.fail(answer);
            waiting = unsettled;
            if (waiting.length > 1 && this.isTooMuch(answer, patience)) {
                const least = answer.kind === 'too-large' ? 1 : LEAST_BODY_BYTES;
                return await this.sendHalves(body, waiting, least);
            }
            patience.require({
                reason: reasonIn(answer),
                where: this.where(body, waiting),
                indexTookAt: this.lastProgress,
                anyTookAt: pool.lastTaken,
            });
            await this.clock.sleep(patience.pause(), this.stopped.signal);
        }
    }
    async request(body, places) {
        const { cluster, writeTo, index, link } = this.options;
        const content = places.length === body.documents ? body.content() : body.content(places);
        // A late request of a killed run must not make an index of that name once the mark is gone.
        const target = { index: writeTo, requireAlias: writeTo !== index };
        if (link.isSlow)
            return await bulk(cluster, { ...target, body: await pack(content, FASTEST), encoding: 'gzip' });
        const began = Date.now();
        const answer = await bulk(cluster, { ...target, body: content, encoding: undefined });
        if ('took' in answer)
            link.note(content.length, Date.now() - began, answer.took);
        return answer;
    }
    /** @returns the places of the documents that have to be sent again */
    settle(answer, body, places) {
        const { tally } = this.options;
        switch (answer.kind) {
            case 'created':
                this.requireAnswers(answer.operations, places);
                tally.indexed += places.length;
                this.progressed();
                return [];
            case 'items':
                return this.settleItems(answer.items, body, places);
            case 'too-large':
                if (places.length > 1)
                    return places;
                tally.reject(body.document(places[0]), answer.status, this.tooLarge(body, places, answer.reason));
                this.progressed();
                return [];
            case 'refused':
                throw this.refusal(answer.error, body, places);
            default:
                return places;
        }
    }
    settleItems(items, body, places) {
        const { tally } = this.options;
        this.requireAnswers(items.length, places);
        const again = [];
        places.forEach((place, i) => {
            const item = items[i];
            if (isBlocked(item))
                throw this.blockedBy(item);
            if (isRetried(item))
                again.push(place);
            else if (body.operation === 'delete')
                this.requireDeleted(item);
            else if (item.status === 409 && body.operation === 'create') {
                tally.indexed++;
                tally.conflicts++;
            }
            else if (item.status >= 300)
                tally.reject(body.document(place), item.status, item.reason);
            else {
                tally.indexed++;
                if (item.status === 200)
                    tally.updated++;
            }
        });
        if (again.length < places.length)
            this.progressed();
        return again;
    }
    requireAnswers(answered, { length }) {
        if (answered === length)
            return;
        throw new errors/* RestoreError */.DZ('ENGINE_FAILED', `the cluster answered for ${answered} of ${length} documents of index ${this.options.index}`, { hint: 'Look at what lies between this runner and the cluster: it changes requests or answers.' });
    }
    /** What is not there any more, as after a request whose answer was lost, is as good as deleted. */
    requireDeleted(item) {
        if (item.status >= 300 && !isAbsent(item))
            throw this.blockedBy(item);
    }
    progressed() {
        this.lastProgress = this.clock.now();
        this.options.pool.lastTaken = this.lastProgress;
        this.options.onProgress();
    }
    /** Alone in flight and still refused: then it is the size of the body that is more than the cluster can take. */
    isTooMuch(answer, { isWorn }) {
        if (answer.kind === 'too-large')
            return true;
        return answer.kind === 'busy' && isWorn && this.options.pool.width === 1;
    }
    /** @param least bytes that the bodies that come may have in any case */
    async sendHalves(body, places, least) {
        const middle = Math.ceil(places.length / 2);
        const bytes = places.reduce((sum, place) => sum + body.size(place), 0);
        this.bodyBytes = Math.min(this.bodyBytes, Math.max(Math.ceil(bytes / 2), least));
        await this.send(body, places.slice(0, middle));
        await this.send(body, places.slice(middle));
    }
    tooLarge(body, [place = 0], reason) {
        return `a request with this one document, ${body.size(place)} bytes, is more than the cluster takes: ${reason}`;
    }
    blockedBy({ reason }) {
        const { index } = this.options;
        return new errors/* RestoreError */.DZ('CLUSTER_REFUSED', `the cluster refuses to write to index ${index}: ${reason}`, {
            hint: (0,cluster_errors/* hintFor */.JR)(reason) ?? 'Give this user the rights that docs/PERMISSIONS.md lists.',
        });
    }
    where(body, places) {
        const first = body.document(places[0]);
        const last = body.document(places.at(-1));
        return `${first.file.name}, line ${first.line} to ${last.file.name}, line ${last.line}`;
    }
    refusal(error, body, places) {
        const where = this.where(body, places);
        return (0,cluster_errors/* clusterError */.Fs)(error, `documents of index ${this.options.index} (${where}) were refused`);
    }
}
//# sourceMappingURL=sender.js.map
;// CONCATENATED MODULE: ./lib/engines/native/tally.js


/** What an index may name of its rejected documents in the report. */
const NAMED_REJECTIONS = 1000;
/** What became of the documents that were sent. */
class Tally {
    /** Documents that are in the index. */
    indexed = 0;
    /** Of these, those that were there before. */
    updated = 0;
    /** Documents that were to be created, and were there. */
    conflicts = 0;
    rejected = new Ordinals();
    named = [];
    reject({ id, file, line, ordinal }, status, reason) {
        this.rejected.add(ordinal);
        if (this.named.length < NAMED_REJECTIONS) {
            this.named.push({ id, status, reason, file: file.name, line, ordinal });
        }
    }
    /** A document that no request can carry. */
    rejectUnsent(document, status, reason) {
        const { file, line, ordinal } = document;
        this.reject({ id: idOf(document), file, line, ordinal }, status, reason);
    }
    /** @returns the first rejected documents, in the order of the dump */
    rejections() {
        const sorted = [...this.named].sort((a, b) => a.ordinal - b.ordinal);
        return sorted.map(({ ordinal: _, ...document }) => document);
    }
    /** Begins to count and name rejections anew. @returns the documents that were rejected so far */
    forgetRejections() {
        const { rejected } = this;
        this.rejected = new Ordinals();
        this.named = [];
        return rejected;
    }
}
//# sourceMappingURL=tally.js.map
;// CONCATENATED MODULE: ./lib/engines/native/load.js






const NONE = { superseded: undefined, superseding: undefined };
/**
 * Loads the documents of an index while it reads them. In a new index a document that was there before is named twice
 * in the dump, or was sent twice: then the dump is read again to find out which line is the last, and those are sent
 * once more. The same where documents were rejected, as an older one of the same id may be there in their place: what
 * is there of an id whose last line is rejected is deleted. All that were rejected are sent once more too, as what was
 * named of them may be older lines alone.
 * @throws RestoreError with the cluster's reason, or the dump's fault with file, line and byte
 */
async function load(job, setting) {
    const tally = new Tally();
    const { files, data: known, sampleSize } = job;
    if (known) {
        const { superseded } = known;
        await pass(job, setting, tally, {
            operation: job.operation,
            isSent: ({ ordinal }) => !superseded?.has(ordinal),
        });
        return resultOf(tally, known);
    }
    const seen = new Seen(sampleSize, setting.requestLimit);
    await pass(job, setting, tally, {
        operation: 'index',
        isSent: (document) => {
            seen.see(document);
            return true;
        },
    });
    if (tally.updated === 0 && tally.rejected.size === 0)
        return resultOf(tally, seen.scan(NONE));
    const { superseded, superseding } = await scanData(files, { scratch: setting.scratch, sampleSize: 0 });
    if (superseded && superseding) {
        const isLast = (ordinal) => superseding.has(ordinal) && !superseded.has(ordinal);
        const refused = tally.forgetRejections();
        const isSentAgain = (ordinal) => isLast(ordinal) || (refused.has(ordinal) && !superseded.has(ordinal));
        await pass(job, setting, tally, { operation: 'index', isSent: ({ ordinal }) => isSentAgain(ordinal) });
        if (tally.rejected.size > 0) {
            const isDeleted = (ordinal) => isLast(ordinal) && tally.rejected.has(ordinal);
            await pass(job, setting, tally, { operation: 'delete', isSent: ({ ordinal }) => isDeleted(ordinal) });
        }
    }
    return resultOf(tally, seen.scan({ superseded, superseding }));
}
function resultOf(tally, data) {
    const rejected = tally.rejected.size;
    const { conflicts } = tally;
    return { data, indexed: data.distinct - rejected, rejected, conflicts, rejections: tally.rejections() };
}
/** Reads all files once and sends what is chosen. Ends when every document is settled, or with the first fault. */
async function pass(job, setting, tally, choice) {
    const { cluster, pool, link, concurrency, bodyBytes, requestLimit, patienceMs } = setting;
    const { index, writeTo, files, ready } = job;
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const position = { bytes: 0 };
    const left = () => bytes - position.bytes;
    const onProgress = () => job.onProgress(tally.indexed, position.bytes);
    const sender = new Sender({ cluster, pool, link, index, writeTo, tally, patienceMs, left, onProgress }, bodyBytes);
    const { operation } = choice;
    const stop = () => sender.stop(job.signal.reason);
    job.signal.addEventListener('abort', stop);
    const bodies = new Bodies({ sender, tally, concurrency, bodyBytes, requestLimit, operation, ready });
    try {
        for await (const documents of readByteDocuments(files, position)) {
            for (const document of documents) {
                const isFull = choice.isSent(document) && bodies.add(document);
                if (isFull)
                    await isFull;
            }
            if (sender.isStopped)
                break;
        }
        await bodies.flush();
    }
    catch (error) {
        sender.stop(error);
    }
    // Until the last of them is settled: one that waits to be sent again would not notice otherwise.
    await bodies.settled().finally(() => job.signal.removeEventListener('abort', stop));
}
//# sourceMappingURL=load.js.map
;// CONCATENATED MODULE: ./lib/engines/native/pool.js
/**
 * The bulk requests of all indexes. How many may be in flight goes down by half when the cluster pushes back, and up
 * again by one each time that as many as may be in flight went well (as TCP does).
 */
class RequestPool {
    size;
    limit;
    inFlight = 0;
    waiting = [];
    /** Requests that have begun, ever; and how many had when the limit was last lowered. */
    begun = 0;
    lowered = 0;
    /** When the cluster took a document of any index last, milliseconds since 1970. */
    lastTaken = 0;
    /** @param size requests in flight at the most */
    constructor(size) {
        this.size = size;
        this.limit = size;
    }
    /** How many requests may be in flight now. */
    get width() {
        return Math.max(1, Math.floor(this.limit));
    }
    /**
     * Sends a request when there is room, that of the index that has most left first.
     * @param send says how it went: `busy` where the cluster pushed back; what was lost or refused tells nothing
     */
    async run(left, send) {
        if (this.inFlight >= this.width) {
            await new Promise((start) => {
                this.waiting.push({ left, start });
                this.waiting.sort((a, b) => b.left - a.left);
            });
        }
        else
            this.inFlight++;
        const number = ++this.begun;
        try {
            const { went, result } = await send();
            if (went === 'busy')
                this.lower(number);
            else if (went === 'well')
                this.limit = Math.min(this.size, this.limit + 1 / this.limit);
            return result;
        }
        finally {
            this.inFlight--;
            while (this.inFlight < this.width) {
                const next = this.waiting.shift();
                if (!next)
                    break;
                this.inFlight++;
                next.start();
            }
        }
    }
    /** Once for all requests that were in flight together: that they all were refused is one push. */
    lower(number) {
        if (number <= this.lowered)
            return;
        this.lowered = this.begun;
        this.limit = Math.max(1, this.limit / 2);
    }
}
//# sourceMappingURL=pool.js.map
;// CONCATENATED MODULE: ./lib/engines/native/engine.js




/** A link that drops, or a node that starts anew, gets so long at least. */
const LEAST_PATIENCE_MS = 60_000;
/** Restores through the client: documents go from file to cluster as the bytes that they are. */
class NativeEngine {
    context;
    name = 'native';
    version = '';
    readsFirst = false;
    pool;
    link = new Link();
    constructor(context) {
        this.context = context;
        const { concurrency, parallel } = context.inputs;
        this.pool = new RequestPool(concurrency * parallel);
    }
    /** There is nothing to install. */
    async prepare() { }
    /** Documents are looked at while they are loaded. */
    observe() { }
    async putClusterStep({ type, name, body }) {
        await (0,templates/* putClusterStep */.gS)(this.context.cluster, type, name, body);
    }
    async createIndex(index, body, marker) {
        await (0,making/* createMarked */.vH)(this.context.cluster, index, body, marker);
    }
    async putMappings(index, mappings) {
        await (0,cluster_indices/* putMappings */.Lb)(this.context.cluster, index, mappings);
    }
    async putAliases(index, aliases, taking) {
        if (Object.keys(aliases).length > 0)
            await (0,cluster_aliases/* putAliases */.Ag)(this.context.cluster, index, aliases, taking);
    }
    async load(job) {
        const { cluster, inputs, requestLimit, scratch } = this.context;
        return await load(job, {
            cluster,
            pool: this.pool,
            link: this.link,
            concurrency: inputs.concurrency,
            bodyBytes: inputs.batchSizeBytes,
            requestLimit,
            patienceMs: Math.max(inputs.waitTimeoutMs, LEAST_PATIENCE_MS),
            scratch,
        });
    }
}
//# sourceMappingURL=engine.js.map
;// CONCATENATED MODULE: ./lib/engines/create.js

/** @returns the engine that was asked for; nothing is done yet */
async function createEngine(context) {
    if (context.inputs.engine === 'native')
        return new NativeEngine(context);
    // Is read only where it is needed.
    const { ElasticdumpEngine } = await Promise.all(/* import() */[__webpack_require__.e(805), __webpack_require__.e(205)]).then(__webpack_require__.bind(__webpack_require__, 7205));
    return new ElasticdumpEngine(context);
}
//# sourceMappingURL=create.js.map
;// CONCATENATED MODULE: ./lib/plan/names.js

const FORBIDDEN = /[\\/*?"<>| ,#:]/;
const RENAME = 'Rename it with `rename-pattern`, or leave it out with `match`; a single data file takes its name from `index`.';
const LOWER_CASE = 'Write the names of its files in lower case, in a step before: they name the index. `rename-pattern` cannot do that of itself, only put one name in the place of another, such as ^Orders$ by orders; a single data file takes its name from `index`.';
/**
 * Holds a name to OpenSearch's rules for index names (lower case, at most 255 bytes, no `\ / * ? " < > | , #` or
 * space, no `_`, `-` or `+` in front). File names make index names here: `_all` or `*` must never reach a request.
 * @param file one that gave the name
 * @returns the fault, or undefined for a good name
 */
function indexNameFault(name, file) {
    const other = faultOf(name);
    const reason = other ?? (name === name.toLowerCase() ? undefined : 'it has upper-case letters');
    if (!reason)
        return undefined;
    return new errors/* RestoreError */.DZ('INDEX_NAME_INVALID', `${JSON.stringify(name)}${file ? `, of the file ${file},` : ''} is no name for an index: ${reason}`, { hint: other ? RENAME : LOWER_CASE });
}
/** @returns why OpenSearch refuses an alias of this name, or undefined for a good one; upper case is fine */
function aliasNameFault(name) {
    const reason = faultOf(name);
    return reason && `${JSON.stringify(name)} is no name for an alias: ${reason}`;
}
function faultOf(name) {
    if (name === '' || name === '.' || name === '..')
        return 'it is empty or dots';
    if (FORBIDDEN.test(name))
        return `it has the character ${JSON.stringify(FORBIDDEN.exec(name)?.[0])}`;
    if (/^[_\-+]/.test(name))
        return `it begins with ${name[0]}`;
    return Buffer.byteLength(name) > 255 ? 'it is longer than 255 bytes' : undefined;
}
/** @returns names for people, the first five of many */
function listed(names) {
    return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
//# sourceMappingURL=names.js.map
// EXTERNAL MODULE: ./lib/dump/types.js
var dump_types = __webpack_require__(7879);
// EXTERNAL MODULE: ./lib/inputs/globs.js
var inputs_globs = __webpack_require__(2198);
// EXTERNAL MODULE: ./lib/inputs/suggest.js
var suggest = __webpack_require__(9067);
;// CONCATENATED MODULE: ./lib/plan/expected.js




/**
 * Holds a dump to what a good one has, whatever of it this run restores: an index for each name or glob, with a data file
 * where data is asked for.
 * @throws RestoreError DUMP_INDEX_MISSING with all that are missing
 */
function requireIndices({ path, indices }, { expectIndices, types }) {
    const isDataAsked = types === 'all' || types.includes('data');
    const known = indices.filter(({ files }) => dump_types/* INDEX_TYPES */.V.some((type) => files[type]));
    const lines = expectIndices
        .map((expected) => ({ expected, found: known.filter(({ name }) => (0,inputs_globs/* fits */.l)(expected, name)) }))
        .filter(({ found }) => !found.some(({ files }) => files.data !== undefined || !isDataAsked))
        .map(({ expected, found }) => `- ${expected}${whyNot(expected, found, known)}`);
    if (lines.length === 0)
        return;
    const names = known.map(({ name }) => name);
    throw new errors/* RestoreError */.DZ('DUMP_INDEX_MISSING', [`${path} lacks indexes of \`expect-indices\`:`, ...lines].join('\n'), {
        hint: `The dump has ${listed(names) || 'no index'}. Nothing was written. Look whether it is whole, or correct \`expect-indices\`.`,
    });
}
function whyNot(expected, found, known) {
    if (found.length > 0)
        return `: without a data file: ${listed(found.map(({ name }) => name))}`;
    // Near to a pattern is nothing.
    if (expected.includes('*'))
        return '';
    return (0,suggest/* didYouMean */.a)(expected, known.map(({ name }) => name));
}
//# sourceMappingURL=expected.js.map
// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(714);
;// CONCATENATED MODULE: ./lib/plan/cut-off.js


/** Thousands of names take milliseconds. */
const LIMIT_MS = 2000;
/**
 * Matches a pattern of the inputs against names of the dump. Of some patterns, such as `^(a+)+$`, a name that somebody
 * thought up for them is looked at longer than anybody waits.
 * @param input whose pattern it is, for people
 * @throws RestoreError INPUTS_INVALID where it takes longer than two seconds; what `match` throws
 */
function cutOff(input, match) {
    try {
        // The one way to end a regular expression that runs, and what called it with it.
        return (0,external_node_vm_.runInNewContext)('match()', { match }, { timeout: LIMIT_MS });
    }
    catch (error) {
        if (error?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT')
            throw error;
        throw new errors/* RestoreError */.DZ('INPUTS_INVALID', `\`${input}\` was still looking at the names of the dump after ${LIMIT_MS / 1000} s`, {
            hint: 'Write it without a repetition within a repetition, such as (a+)+ or (.*)*. Nothing was written.',
        });
    }
}
//# sourceMappingURL=cut-off.js.map
;// CONCATENATED MODULE: ./lib/plan/dot-indices.js

/** The beginning of a pattern that is written for names with a dot in front: `^\.`, `\.`, `^(\.`, `[.]`. */
const FOR_DOTS = /^\^?(?:\((?:\?:)?)?(?:\\\.|\[\.\])/;
/**
 * Indexes whose names begin with a dot are those of plugins and dashboards, and of the cluster itself: like a snapshot's,
 * they are restored only where they are named.
 * @param indices those that `index` and `match` choose
 * @returns what is restored, and what is left out
 */
function splitUnnamed(indices, { index, match }) {
    if (index !== undefined || FOR_DOTS.test(match?.source ?? ''))
        return { named: [...indices], leftOut: [] };
    const isDotted = ({ name }) => name.startsWith('.');
    return { named: indices.filter((one) => !isDotted(one)), leftOut: indices.filter(isDotted) };
}
const NAMING_HINT = 'Name one that you want with `index`, or with a `match` that begins with a dot, such as ^\\.my-index';
/** @returns what a reader should know of what is left out */
function unnamedWarnings(leftOut) {
    if (leftOut.length === 0)
        return [];
    const names = listed(leftOut.map(({ name }) => name));
    return [`Left out, as their names begin with a dot: ${names}. ${NAMING_HINT}.`];
}
//# sourceMappingURL=dot-indices.js.map
;// CONCATENATED MODULE: ./lib/plan/shard.js

/**
 * Spreads parts evenly: the largest first, each into the shard with the fewest bytes, then the fewest parts, then the
 * lowest number. Whatever the order of the parts, the outcome is the same.
 * @param of number of shards
 * @returns which shard each part is in, from 1, by name
 */
function spread(parts, of) {
    const shards = Array.from({ length: of }, (_, i) => ({ number: i + 1, bytes: 0, parts: 0 }));
    const sorted = parts.toSorted((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
    const places = new Map();
    for (const { name, bytes } of sorted) {
        const lightest = shards.reduce((least, one) => one.bytes < least.bytes || (one.bytes === least.bytes && one.parts < least.parts) ? one : least);
        lightest.bytes += bytes;
        lightest.parts++;
        places.set(name, lightest.number);
    }
    return places;
}
/**
 * Gives each part a shard by its name alone: where parts come and go between the jobs of a matrix, none of the others
 * moves, or would be in no shard.
 */
function placedByName(parts, of) {
    const shardOf = (name) => (Number.parseInt((0,external_node_crypto_.hash)('sha256', name).slice(0, 8), 16) % of) + 1;
    return new Map(parts.map(({ name }) => [name, shardOf(name)]));
}
//# sourceMappingURL=shard.js.map
;// CONCATENATED MODULE: ./lib/plan/rename.js
/** @returns the name with every match replaced; a group that took no part in a match is the empty text */
function renamed(name, { pattern, replacement }) {
    return name.replace(pattern, (...match) => {
        const names = (match.at(-1) ?? {});
        const groupOf = (group) => (typeof group === 'number' ? match[group] : names[group]);
        return replacement.map((part) => (typeof part === 'string' ? part : (groupOf(part.group) ?? ''))).join('');
    });
}
/** @returns whether the pattern is found in the name at all, whatever becomes of it */
function isMatched(name, { pattern }) {
    return name.search(pattern) !== -1;
}
/** @returns whether the empty text after a match is a match too: `(.*)` matches every name twice, in Java as well */
function isMatchedAgainAtEnd(name, { pattern }) {
    const matches = [...name.matchAll(pattern)];
    return matches.length > 1 && matches.at(-1)?.[0] === '' && matches.at(-1)?.index === name.length;
}
//# sourceMappingURL=rename.js.map
;// CONCATENATED MODULE: ./lib/plan/targets.js



const SHOWN_FAULTS = 10;
/**
 * Gives indexes their names in the cluster.
 * @returns the targets in the order of the sources
 * @throws RestoreError NAMES_CLASH where two would have one name, INDEX_NAME_INVALID where renaming makes a name that
 * OpenSearch refuses; with every such fault
 */
function nameTargets(sources, rename) {
    if (!rename)
        return [...sources];
    const targets = sources.map((source) => renamed(source, rename));
    const bySource = new Map();
    for (const [i, target] of targets.entries()) {
        bySource.set(target, [...(bySource.get(target) ?? []), sources[i] ?? '']);
    }
    const clashes = [...bySource]
        .filter(([, names]) => names.length > 1)
        .map(([target, names]) => `indexes ${listed(names)} would all become ${JSON.stringify(target)}`);
    const refused = targets.flatMap((target, i) => {
        const fault = target === sources[i] ? undefined : indexNameFault(target);
        return fault ? [`index ${sources[i]}: ${fault.message}`] : [];
    });
    requireNoFault(clashes, refused, 'Change `rename-pattern` or `rename-replacement`.');
    return targets;
}
/** @returns what a reader should know of a pattern that does nothing, or more than it looks */
function renameWarnings(sources, rename) {
    if (!rename || sources.length === 0)
        return [];
    const matched = sources.filter((source) => isMatched(source, rename));
    if (matched.length === 0) {
        return [`\`rename-pattern\` matches none of the indexes: ${listed(sources)} keep their names.`];
    }
    const twice = matched.find((source) => isMatchedAgainAtEnd(source, rename));
    if (twice === undefined)
        return [];
    const target = renamed(twice, rename);
    return [
        `\`rename-pattern\` matches ${twice}, and then the empty text at its end: it becomes ${target}. Write (.+) for (.*), or ^(.*)$.`,
    ];
}
/** @throws RestoreError with all of both kinds */
function requireNoFault(clashes, refused, fix) {
    const faults = [...clashes, ...refused];
    if (faults.length === 0)
        return;
    const shown = faults.slice(0, SHOWN_FAULTS).map((fault) => `- ${fault}`);
    const more = faults.length - shown.length;
    const lines = ['These names cannot be:', ...shown, ...(more > 0 ? [`- and ${more} more`] : [])];
    const code = clashes.length > 0 ? 'NAMES_CLASH' : 'INDEX_NAME_INVALID';
    throw new errors/* RestoreError */.DZ(code, lines.join('\n'), { hint: `${fix} Nothing was written.` });
}
//# sourceMappingURL=targets.js.map
;// CONCATENATED MODULE: ./lib/plan/select.js






/** The files of which an index gets its mapping. */
const MAPPED_BY = ['mapping', 'index'];
/**
 * Chooses what of a dump is restored, by `index`, `match` and `types`, names its targets, and keeps this job's shard.
 * All but the last is the same in every job of a matrix.
 * @throws RestoreError DUMP_NO_MATCH where nothing is left, DUMP_TYPE_MISSING for a type that no index has, NAMES_CLASH
 * and INDEX_NAME_INVALID for targets that cannot be, INPUTS_INVALID for a pattern that does not come to an end
 */
function select_select(dump, wanted) {
    const asked = wanted.types === 'all' ? dump_types/* DUMP_TYPES */.LX : wanted.types;
    const isIndex = ({ files }) => dump_types/* INDEX_TYPES */.V.some((type) => files[type]);
    const chosenByName = chooseByName(dump, dump.indices.filter(isIndex), wanted);
    const isFile = chosenByName.some((index) => isOneFile(dump, index));
    const { named, leftOut } = isFile
        ? { named: chosenByName, leftOut: [] }
        : splitUnnamed(chosenByName, wanted);
    const clusterFiles = dump.indices.filter((entry) => dump_types/* CLUSTER_TYPES */.rk.some((type) => entry.files[type]) && (named.includes(entry) || !isIndex(entry)));
    const indexTypes = asked.filter((type) => !(0,dump_types/* isClusterType */.zP)(type));
    const isOfCluster = clusterFiles.length > 0 && indexTypes.length < asked.length;
    if (named.length === 0 && leftOut.length > 0 && !isOfCluster)
        throw noMatch(dump, leftOut, 'indexes whose names begin with a dot are left out', NAMING_HINT);
    const chosen = named
        .map((index) => ({ index, types: (0,dump_types/* availableTypes */.x_)(index).filter((type) => indexTypes.includes(type)) }))
        // Without its data an index cannot be restored where data was asked for; that is told with the index.
        .filter(({ types }) => types.length > 0 || (wanted.types !== 'all' && indexTypes.includes('data')));
    const considered = [...new Set([...named, ...clusterFiles])];
    const missing = asked.filter((type) => !considered.some((entry) => (0,dump_types/* availableTypes */.x_)(entry).includes(type)));
    const warnings = wanted.types === 'all' ? [] : reportMissing(dump, missing, considered, wanted);
    const isMappingMissing = asked.includes('mapping') &&
        chosen.some(({ types }) => types.includes('data') && !MAPPED_BY.some((type) => types.includes(type)));
    if (wanted.types === 'all')
        warnings.push(...lostDataWarnings(chosen));
    warnings.push(...unnamedWarnings(leftOut));
    warnings.unshift(...(dump.notes ?? []));
    // For a single data file `index` is the name that it was dumped under.
    const sources = chosen.map(({ index }) => wanted.index ?? index.name);
    const targets = cutOff('rename-pattern', () => {
        warnings.push(...renameWarnings(sources, wanted.rename));
        return nameTargets(sources, wanted.rename);
    });
    const selected = chosen.map((one, i) => ({ ...one, target: targets[i] ?? one.index.name }));
    const [indices, otherShards] = inShard(selected, wanted, dump);
    const isFirst = (wanted.shard?.number ?? 1) === 1;
    const others = new Set(otherShards.map(({ index }) => index));
    const own = considered.filter((entry) => !others.has(entry) && (isFirst || isIndex(entry)));
    return {
        indices,
        otherShards,
        clusterFiles: isFirst ? clusterFiles : [],
        clusterTypes: isFirst ? asked.filter((type) => (0,dump_types/* isClusterType */.zP)(type)) : [],
        notRestored: notRestoredOf(own, isFirst ? leftOut : [], asked),
        isMappingMissing,
        warnings,
    };
}
/** With `all` a dump may be one without any data. Where others have theirs, an index without may have lost it. */
function lostDataWarnings(chosen) {
    if (!chosen.some(({ types }) => types.includes('data')))
        return [];
    const without = chosen.filter(({ types }) => !types.includes('data') && types.some((type) => type !== 'alias'));
    if (without.length === 0)
        return [];
    return [
        `The dump has no data file for ${select_listed(without.map(({ index }) => index))}, which is restored without documents. Where that is a file that was lost, take the dump again; what is named in \`expect-indices\` has to have one.`,
    ];
}
/** @returns what is in this job's shard, and what is in the others */
function inShard(selected, { shard }, { isLive }) {
    if (!shard)
        return [selected, []];
    const bytesOf = ({ index, types }) => types.flatMap((type) => index.files[type] ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
    const weighed = selected.map((one) => ({ name: one.index.name, bytes: bytesOf(one) }));
    const places = isLive ? placedByName(weighed, shard.of) : spread(weighed, shard.of);
    const isHere = ({ index }) => places.get(index.name) === shard.number;
    return [selected.filter(isHere), selected.filter((one) => !isHere(one))];
}
function chooseByName(dump, candidates, { index, match }) {
    if (index !== undefined) {
        const [only] = candidates;
        const isSingleFile = candidates.length === 1 && only && isOneFile(dump, only);
        const found = candidates.filter(({ name }) => name === index || isSingleFile);
        if (found.length > 0)
            return found;
        throw noMatch(dump, candidates, `the dump has no index ${JSON.stringify(index)}`, 'Give its exact name in `index`');
    }
    if (!match)
        return candidates;
    const found = cutOff('match', () => candidates.filter(({ name }) => match.test(name)));
    if (found.length > 0)
        return found;
    throw noMatch(dump, candidates, `no index of the dump matches ${JSON.stringify(match.source)}`, 'Change `match`');
}
/** For one data file `index` names the target, whatever the file is called. */
function isOneFile(dump, index) {
    const files = Object.values(index.files).flat();
    return dump.indices.length === 1 && files.length === 1 && files[0]?.path === dump.path;
}
function noMatch(dump, candidates, what, fix) {
    return new errors/* RestoreError */.DZ('DUMP_NO_MATCH', `${what}; ${dump.path} has ${select_listed(candidates)}`, {
        hint: `${fix}, or look whether the dump is the one you mean.`,
    });
}
/** A type left at its default is not an order: a dump without it is restored, and says so. */
function reportMissing(dump, missing, considered, { typesAreDefault }) {
    const needed = missing.filter((type) => !typesAreDefault || type === 'data');
    if (needed.length > 0) {
        throw new errors/* RestoreError */.DZ('DUMP_TYPE_MISSING', `${dump.path} has no file for the type ${needed.join(', ')} of ${select_listed(considered)}`, {
            hint: `Leave it out of \`types\`, or take a dump that has it.${ignoredNote(dump)}${templateNote(needed, dump)}`,
        });
    }
    // Whether a mapping is missing depends on the templates.
    const others = missing.filter((type) => type !== 'mapping');
    return others.map((type) => `The dump has no ${type} file; none is restored.`);
}
function select_listed(indices) {
    const names = indices.slice(0, 20).map(({ name }) => name);
    const more = indices.length > names.length ? ` and ${indices.length - names.length} more` : '';
    return `${names.join(', ') || 'no index'}${more}`;
}
/** Files whose content tells another type than their names. */
function templateNote(needed, { notes = [] }) {
    return needed.includes('template') ? notes.map((note) => ` ${note}`).join('') : '';
}
function ignoredNote({ ignored }) {
    if (ignored.length === 0)
        return '';
    return ` Files that were not recognised: ${ignored.slice(0, 10).join(', ')}.`;
}
/** @param leftOut entries of which nothing is restored, whatever was asked for */
function notRestoredOf(entries, leftOut, asked) {
    const namesOf = (type) => (asked.includes(type) ? leftOut : [...entries, ...leftOut])
        .filter(({ files }) => files[type])
        .map(({ name }) => name);
    return dump_types/* DUMP_TYPES */.LX.map((type) => ({ type, indices: namesOf(type) })).filter(({ indices }) => indices.length > 0);
}
//# sourceMappingURL=select.js.map
;// CONCATENATED MODULE: ./lib/report/version.js
/** That of package.json; script/release sets both. */
const ACTION_VERSION = '1.0.0';
//# sourceMappingURL=version.js.map
;// CONCATENATED MODULE: ./lib/report/conclude.js


/** Of all indexes together, in a report. */
const MAX_FIELD_CHARACTERS = 4_000_000;
/** A result of which nothing is known yet but what was asked for. */
function beginResult(inputs) {
    return {
        status: 'failed',
        verified: false,
        startedAt: new Date().toISOString(),
        durationMs: 0,
        dump: inputs.dump === undefined ? (inputs.source?.url ?? '') : (0,places/* shownDump */.w5)(inputs.dump),
        archive: null,
        engine: inputs.engine,
        dryRun: inputs.dryRun,
        elasticdumpVersion: '',
        actionVersion: ACTION_VERSION,
        cluster: null,
        types: inputs.types === 'all' ? ['all'] : [...inputs.types],
        verify: inputs.verify,
        chosen: { index: inputs.index ?? null, match: inputs.match?.source ?? null },
        indices: [],
        clusterSteps: [],
        totals: { dump: 0, indexed: 0, rejected: 0, cluster: 0, bytes: 0 },
        shard: null,
        changes: null,
        phases: [],
        stages: [],
        notRestored: [],
        leftOut: [],
        ignoredFiles: [],
        warnings: [],
        failure: null,
    };
}
/** Adds up, and says whether it is a success. */
function concludeResult(result) {
    const sum = (of) => result.indices.reduce((total, one) => total + (of(one) ?? 0), 0);
    result.totals = {
        dump: sum(({ documents }) => documents.dump),
        indexed: sum(({ documents }) => documents.indexed),
        rejected: sum(({ documents }) => documents.rejected),
        cluster: sum(documentsFromThisRestore),
        bytes: sum(({ bytes }) => bytes),
    };
    const isWhole = result.failure === null &&
        result.indices.every(({ status }) => status !== 'failed') &&
        result.clusterSteps.every(({ status }) => status !== 'failed');
    result.status = isWhole ? (result.dryRun ? 'planned' : 'restored') : 'failed';
    const restored = result.indices.filter(({ status }) => status !== 'skipped');
    // Where everything was skipped, nothing has been proved. A shard without a part in the plan has nothing to prove: all
    // shards are verified where the whole dump is.
    const isEmptyShard = result.shard !== null && result.indices.length === 0;
    const isAny = restored.length + result.clusterSteps.length > 0 || isEmptyShard;
    const isChecked = result.verify !== 'none' && !result.dryRun;
    result.verified = isWhole && isAny && isChecked && restored.every(({ verified }) => verified);
    result.durationMs = Date.now() - Date.parse(result.startedAt);
    keepSmall(result.indices);
    return result;
}
/** Names of fields are there to say what changed; that something did is known without. */
function keepSmall(indices) {
    let left = MAX_FIELD_CHARACTERS;
    for (const { content } of indices) {
        left -= content.mapping?.fields?.reduce((sum, field) => sum + field.length, 0) ?? 0;
        if (left < 0 && content.mapping)
            content.mapping = { ...content.mapping, fields: null };
    }
}
/** An index that had documents before holds more than this restore brought. */
function documentsFromThisRestore({ action, status, documents }) {
    if (status !== 'ok')
        return 0;
    return (action === 'appended' ? documents.indexed : documents.cluster) ?? 0;
}
//# sourceMappingURL=conclude.js.map
;// CONCATENATED MODULE: ./lib/report/markdown.js
// Everything dynamic in the summary comes from a dump or a cluster, and neither is trusted: it may show as odd text,
// never as markup, a link, a mention or another row.
const ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '|': '&#124;',
    '`': '&#96;',
    '\\': '&#92;',
    $: '&#36;',
    '-': '&#45;',
    '+': '&#43;',
    '=': '&#61;',
};
/** @returns the text on one line, without characters that end lines, hide or turn text around. */
function oneLine(value) {
    return value.replace(/\s/gu, ' ').replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, '\u{fffd}');
}
/** @returns at most `max` code points of the text, the last of them `…` where some are missing. */
function clip(value, max) {
    if (value.length <= max)
        return value;
    // Twice as many code units hold `max` code points whatever they are: a huge text is not spread out whole.
    const points = Array.from(value.slice(0, 2 * max + 2));
    return points.length <= max ? value : `${points.slice(0, max - 1).join('')}…`;
}
/** @returns the value as plain words, safe in a paragraph, a list item and a table cell. */
function markdown_text(value, max = 2000) {
    const line = oneLine(clip(value, max)).replace(/ +/g, ' ').trim();
    return line === '' ? '–' : escapeInline(line);
}
/** @returns the value as code, safe in a paragraph, a list item and a table cell. */
function code(value, max = 300) {
    const line = oneLine(clip(value, max));
    if (line.trim() === '')
        return '–';
    // Within backticks only a backtick, a cell's pipe and outer spaces need care; HTML's element takes entities for them.
    if (!/[`|]/.test(line) && line === line.trim())
        return `\`${line}\``;
    return `<code>${escapeInline(line)}</code>`;
}
/** @returns the value as words in which what stands between backticks is code; safe where `text` is. */
function prose(value, max = 2000) {
    const line = oneLine(clip(value, max)).replace(/ +/g, ' ').trim();
    if (line === '')
        return '–';
    const pieces = line.split(/`([^`]+)`/);
    return pieces.map((piece, place) => (place % 2 === 1 ? code(piece) : escapeInline(piece))).join('');
}
/** @returns a table's row of cells that are Markdown already. */
function row(cells) {
    return `| ${cells.join(' | ')} |`;
}
/** @returns the lines that fit into `maxBytes` of UTF-8 as a whole, newlines included, and how many do not. */
function fitting(lines, maxBytes) {
    const kept = [];
    let bytes = 0;
    for (const render of lines) {
        const line = render();
        bytes += Buffer.byteLength(line) + 1;
        if (bytes > maxBytes)
            break;
        kept.push(line);
    }
    return { lines: kept, left: lines.length - kept.length };
}
function escapeInline(line) {
    return (line
        .replace(/[&<>"|`\\$]|^[-+=]/g, (character) => ENTITIES[character] ?? character)
        // `1.` at the start would be a numbered list.
        .replace(/^\d(?=\d*[.)](?: |$))/, (digit) => `&#${digit.charCodeAt(0)};`)
        .replace(/[*[\]~]|(?<!&)#|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
        .replace(/:\/\//g, ':&#47;/')
        .replace(/www\./gi, (match) => match.replace('.', '&#46;'))
        // Mentions and addresses become links only where the next character is a letter.
        .replace(/@/g, '@&#8203;'));
}
/**
 * One line that is no command: the runner reads `::` at the start of a line, after any space, and `##[` anywhere in it. A
 * line may begin with the name of an index.
 */
function safeInLog(text) {
    return oneLine(text)
        .replace(/^(\s*):(?=:)/, '$1: ')
        .replaceAll('##[', '## [');
}
//# sourceMappingURL=markdown.js.map
// EXTERNAL MODULE: ./lib/report/numbers.js
var numbers = __webpack_require__(8844);
;// CONCATENATED MODULE: ./lib/report/budget.js


const KIB = 1024;
const NAMES_SHOWN = 10;
/** A list of more lines is folded away. */
const LINES_SHOWN = 10;
// GitHub drops a summary of over 1,024 KiB whole. These shares come to less than 960 KiB, which leaves what is of few
// lines more than enough within the 1,000 KiB that renderSummary promises.
/** KiB that each part of the summary may take. */
const SHARES = {
    table: 300,
    changes: 100,
    mappings: 20,
    failures: 180,
    checks: 100,
    rejections: 100,
    warnings: 40,
    leftOut: 20,
    types: 20,
    extras: 40,
    files: 30,
};
/** @returns lines under a heading, folded away where they are many; empty if there are none */
function section(title, lines, kib, what) {
    if (lines.length === 0)
        return '';
    if (lines.length > LINES_SHOWN)
        return folded(`${title} (${(0,numbers/* formatCount */.B4)(lines.length)})`, fitted(lines, kib, what));
    return `### ${title}\n\n${fitted(lines, kib, what).join('\n')}`;
}
/** @returns lines folded away, whatever their number; empty if there are none */
function details(title, lines, kib) {
    return lines.length === 0 ? '' : folded(title, fitted(lines, kib, 'line'));
}
/** @param title Markdown is not read in it: it is HTML @param lines Markdown */
function folded(title, lines) {
    return `<details><summary>${title}</summary>\n\n${lines.join('\n')}\n\n</details>`;
}
/** @returns the lines that fit, with a sentence about those that do not */
function fitted(lines, kib, what) {
    const { lines: kept, left } = fitting(lines, kib * KIB);
    return left === 0 ? kept : [...kept, '', moreRows(left, what)];
}
/** @returns the sentence under rows that did not all fit. */
function moreRows(left, one, many = `${one}s`, failed = 0) {
    const what = left === 1 ? `${one}** is` : `${many}** are`;
    const ofThem = failed === 0 ? '' : `, ${(0,numbers/* formatCount */.B4)(failed)} of them failed`;
    return `**${(0,numbers/* formatCount */.B4)(left)} more ${what} left out here${ofThem}; the JSON report has everything.`;
}
/** @returns ten names as code, and how many more there are */
function shortened(names) {
    return andMore(names.slice(0, NAMES_SHOWN).map((name) => code(name)), names.length);
}
/** @param shown Markdown of the first ones @param all how many there are */
function andMore(shown, all) {
    const more = all - shown.length;
    return [...shown, ...(more === 0 ? [] : [`and ${(0,numbers/* formatCount */.B4)(more)} more`])].join(', ');
}
//# sourceMappingURL=budget.js.map
;// CONCATENATED MODULE: ./lib/report/changes.js




const changes_NAMES_SHOWN = 10;
const NAME_LENGTH = 100;
const FIELDS_SHOWN = 5;
/** @returns what of the dump is otherwise than in the baseline: in words, then index by index, the gravest first */
function changesSection(changes) {
    if (changes === null)
        return '';
    const { since, indices, notCompared } = changes;
    const stale = staleWarning(changes);
    const same = indices.filter(({ isSame }) => isSame === true).map(({ name }) => name);
    const parts = [
        `### Since the baseline of ${day(since)}`,
        stale === undefined ? '' : `⚠️ **${markdown_text(stale.message)}**`,
        markdown_text(verdictOf(indices)),
        changesTable(indices.filter(isToTell)),
        mappingChanges(indices),
        stale === undefined ? named('The same to the byte', same) : '',
        named('Not compared, as only one of the two runs was about them', notCompared),
    ];
    return parts.filter((part) => part !== '').join('\n\n');
}
/** @returns the same as a line of the log */
function changesLine(changes) {
    const verdict = staleWarning(changes)?.message ?? verdictOf(changes.indices);
    return safeInLog(`since the baseline of ${day(changes.since)}: ${verdict}`);
}
/** That a backup has stopped shows in nothing else. @returns undefined where something did change */
function staleWarning(changes) {
    if (!changes?.isSame)
        return undefined;
    return {
        title: 'Nothing changed since the baseline',
        message: `The dump is the same to the byte as the one of ${day(changes.since)}. Is it still taken, or is this an old one?`,
    };
}
function verdictOf(indices) {
    const number = (is) => indices.filter(is).length;
    const isMore = ({ documents: { before, now } }) => before !== null && now !== null && now > before;
    const parts = [
        [number(({ kind }) => kind === 'missing'), 'missing'],
        [number(({ kind }) => kind === 'unread'), 'damaged'],
        [number((index) => index.kind !== 'missing' && shrunkBy(index) > 0), 'with fewer documents'],
        [number(isMore), 'with more'],
        [number(({ kind }) => kind === 'new'), 'new'],
        [number(({ mapping }) => mapping === 'changed'), 'with another mapping'],
        [number(({ isSame }) => isSame === true), 'the same to the byte'],
    ];
    const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${(0,numbers/* formatCount */.B4)(count)} ${what}`);
    const documents = `${(0,numbers/* formatCount */.B4)(total(indices, 'before'))} → ${(0,numbers/* counted */.hS)(total(indices, 'now'), 'document')}`;
    const held = number(({ kind }) => kind !== 'missing');
    return [`${(0,numbers/* counted */.hS)(held, 'index', 'indexes')}, ${documents}`, ...told].join('; ');
}
function total(indices, when) {
    return indices.reduce((sum, { documents }) => sum + (documents[when] ?? 0), 0);
}
function isToTell({ kind, documents, bytes, mapping }) {
    const isOther = ({ before, now }) => before !== now;
    return kind !== 'kept' || isOther(documents) || isOther(bytes) || mapping === 'changed';
}
/** Few columns, the change next to the name: on a phone the rest is out of sight. */
function changesTable(told) {
    if (told.length === 0)
        return '';
    const rows = told.sort((a, b) => gravity(b) - gravity(a)).map((index) => () => changeRow(index));
    const { lines, left } = fitting(rows, SHARES.changes * 1024);
    return [
        row(['Index', 'Change', 'Documents', 'Size']),
        '| :-- | --: | --: | --: |',
        ...lines,
        ...(left === 0 ? [] : ['', moreRows(left, 'index', 'indexes')]),
    ].join('\n');
}
function mappingChanges(told) {
    const changed = told.filter(({ mapping }) => mapping === 'changed');
    if (changed.length === 0)
        return '';
    const items = changed.map((index) => () => `- ${code(index.name, NAME_LENGTH)}: ${fieldsOf(index)}`);
    const { lines, left } = fitting(items, SHARES.mappings * 1024);
    const more = left === 0 ? [] : ['', moreRows(left, 'mapping')];
    return ['Other mappings:', '', ...lines, ...more].join('\n');
}
/** Missing and damaged, then by the part that was lost, new, with another mapping, and by the part that was gained. */
function gravity(index) {
    const { kind, mapping, documents } = index;
    if (kind === 'missing' || kind === 'unread')
        return 1000;
    const shrunk = shrunkBy(index);
    if (shrunk > 0)
        return 300 + shrunk;
    if (kind === 'new')
        return 200;
    if (mapping === 'changed')
        return 100;
    return documents.before !== null && documents.now ? 1 - documents.before / documents.now : 0;
}
function changeRow(index) {
    const { name, kind, documents, bytes } = index;
    const icon = { missing: '❌ ', unread: '❌ ', new: '🆕 ', kept: '' }[kind];
    const change = { missing: 'missing', unread: 'damaged', new: 'new', kept: difference(documents) }[kind];
    return row([
        `${icon}${code(name)}`,
        change,
        fromTo((0,numbers/* formatCount */.B4)(documents.before), (0,numbers/* formatCount */.B4)(documents.now)),
        fromTo(size(bytes.before), size(bytes.now)),
    ]);
}
function fromTo(before, now) {
    return before === now ? now : `${before}&nbsp;→ ${now}`;
}
function difference({ before, now }) {
    if (before === null || now === null)
        return '–';
    if (before === now)
        return '=';
    const sign = now > before ? '+' : '−';
    const by = Math.abs(now - before);
    const part = before === 0 ? '' : markdown_text(` (${sign}${percent((by / before) * 100)})`);
    return `${sign}${(0,numbers/* formatCount */.B4)(by)} ${part}`.trim().replaceAll(' ', '&nbsp;');
}
function fieldsOf({ fields, moreFields }) {
    const shown = fields.slice(0, FIELDS_SHOWN).map((field) => code(field, NAME_LENGTH));
    const more = fields.length - shown.length + moreFields;
    const told = [...shown, ...(more > 0 ? [`${(0,numbers/* formatCount */.B4)(more)} more`] : [])].join(', ');
    return told || 'other than names and types of fields';
}
function named(what, names) {
    if (names.length === 0)
        return '';
    const shown = names.slice(0, changes_NAMES_SHOWN).map((name) => code(name, NAME_LENGTH));
    const more = names.length - shown.length;
    return `${what}: ${[...shown, ...(more > 0 ? [`and ${(0,numbers/* formatCount */.B4)(more)} more`] : [])].join(', ')}`;
}
function size(bytes) {
    return bytes === null ? '–' : (0,numbers/* formatBytes */.z3)(bytes).replaceAll(' ', '&nbsp;');
}
/** @param moment ISO 8601 @returns `2026-01-04 06:54 UTC` */
function day(moment) {
    return `${moment.slice(0, 10)} ${moment.slice(11, 16)} UTC`;
}
//# sourceMappingURL=changes.js.map
;// CONCATENATED MODULE: ./lib/report/progress.js

const INTERVAL_MS = 5000;
/** Tells how far the loading is: at most a line every 5 s, whatever the number of indexes. */
class Progress {
    #options;
    #totals;
    /** What the steps under way have done. */
    #running = new Map();
    #ended = { indexes: 0, documents: 0, bytes: 0 };
    #start;
    #last;
    constructor(options) {
        this.#options = options;
        const { totals, now } = options;
        const sum = (key) => totals.some((one) => one[key] === null) ? null : totals.reduce((all, one) => all + (one[key] ?? 0), 0);
        this.#totals = { documents: sum('documents'), bytes: sum('bytes') };
        this.#start = { at: now(), documents: 0, bytes: 0 };
        this.#last = this.#start;
    }
    /** Begins to load an index. */
    step(name, totals) {
        const running = { name, ...totals };
        this.#running.set(running, { documents: 0, bytes: 0 });
        return {
            update: (documents, bytes) => {
                if (!this.#running.has(running))
                    return;
                this.#running.set(running, { documents, bytes });
                this.#tell();
            },
            end: () => {
                const done = this.#running.get(running);
                if (done === undefined)
                    return;
                this.#running.delete(running);
                this.#ended.indexes++;
                this.#ended.documents += done.documents ?? 0;
                // An index that failed is not going to be loaded any more either.
                this.#ended.bytes += totals.bytes ?? 0;
            },
        };
    }
    #tell() {
        const at = this.#options.now();
        if (at - this.#last.at < INTERVAL_MS)
            return;
        let { documents, bytes } = this.#ended;
        for (const done of this.#running.values()) {
            documents += done.documents ?? 0;
            bytes += done.bytes ?? 0;
        }
        const moment = { at, documents, bytes };
        this.#options.log(this.#line(moment));
        this.#last = moment;
    }
    #line(moment) {
        const { documents, bytes } = this.#totals;
        const last = this.#last;
        const parts = [];
        const part = partOf(this.#totals, moment);
        if (part !== null)
            parts.push(`${Math.floor(100 * part)} %`);
        const all = documents === null ? '' : ` of ${(0,numbers/* formatCount */.B4)(documents)}`;
        parts.push(`${(0,numbers/* formatCount */.B4)(moment.documents)}${all} documents`);
        // The rate is that of the last seconds, so that a stall shows; the time left goes by all that was done.
        const rate = (done) => (Math.max(0, done) / (moment.at - last.at)) * 1000;
        parts.push(`${(0,numbers/* formatCount */.B4)(Math.round(rate(moment.documents - last.documents)))} documents/s`);
        if (bytes !== null)
            parts.push(`${(0,numbers/* formatBytes */.z3)(rate(moment.bytes - last.bytes))}/s`);
        if (part !== null && part > 0) {
            const left = ((1 - part) / part) * (moment.at - this.#start.at);
            parts.push(`about ${(0,numbers/* formatDuration */.a3)(Math.ceil(left / 1000) * 1000)} left`);
        }
        return `${this.#who()}: ${parts.join(', ')}`;
    }
    /** The index where there is one alone. */
    #who() {
        const all = this.#options.totals.length;
        const [only] = this.#running.keys();
        if (all <= 1 && only !== undefined)
            return `data of ${only.name}`;
        return `${(0,numbers/* formatCount */.B4)(this.#ended.indexes)} of ${(0,numbers/* counted */.hS)(all, 'index', 'indexes')} loaded`;
    }
}
/** Bytes tell more than documents, which differ in size. */
function partOf(totals, done) {
    const { documents, bytes } = totals;
    if (bytes !== null && bytes > 0 && done.bytes > 0)
        return Math.min(1, done.bytes / bytes);
    return documents === null || documents === 0 ? null : Math.min(1, done.documents / documents);
}
//# sourceMappingURL=progress.js.map
;// CONCATENATED MODULE: ./lib/restore/failure.js

/** @returns what went wrong, for outputs and summary */
function failure_failureOf(error) {
    if (error instanceof errors/* RestoreError */.DZ)
        return { code: error.code, message: error.message, hint: error.hint ?? null };
    if ((0,errors/* isDiskFault */.IT)(error)) {
        return {
            code: 'RUNNER_DISK',
            message: `this runner could not write a file of its own: ${(0,errors/* messageOf */.bD)(error)}`,
            hint: 'Make room where `RUNNER_TEMP` is, then run this again.',
        };
    }
    return {
        code: 'UNEXPECTED',
        message: (0,errors/* messageOf */.bD)(error),
        hint: 'This is a defect of the action: please report it.',
    };
}
//# sourceMappingURL=failure.js.map
// EXTERNAL MODULE: ./lib/json/objects.js
var objects = __webpack_require__(7486);
;// CONCATENATED MODULE: ./lib/baseline/fields.js

/** What a mapping of more takes in a report is not worth it. */
const MOST_FIELDS = 2000;
const MOST_CHARACTERS = 200_000;
/** @returns the fields of a mapping with their types, `title.raw: keyword`, sorted; null where there are too many */
function fields_fieldsOf(mappings) {
    const fields = [];
    const add = (level, prefix) => {
        for (const children of [level.properties, level.fields].filter(objects/* isObject */.G)) {
            for (const [name, field] of Object.entries(children)) {
                if (!(0,objects/* isObject */.G)(field))
                    continue;
                // What only holds others is told by them.
                if (field.type !== undefined || !(0,objects/* isObject */.G)(field.properties))
                    fields.push(`${prefix}${name}: ${String(field.type ?? 'object')}`);
                add(field, `${prefix}${name}.`);
            }
        }
    };
    // Elasticsearch 6 has a level for the type.
    for (const level of (0,objects/* isObject */.G)(mappings.properties) ? [mappings] : Object.values(mappings).filter(objects/* isObject */.G))
        add(level, '');
    const characters = fields.reduce((sum, field) => sum + field.length, 0);
    return fields.length > MOST_FIELDS || characters > MOST_CHARACTERS ? null : fields.sort();
}
/** @returns what was added, removed, or has another type: `+ a: long`, `- b: date`, `c: long → keyword` */
function fieldChanges(before, now) {
    const [old, fresh] = [typesOf(before), typesOf(now)];
    const changes = [];
    for (const [name, type] of fresh) {
        const was = old.get(name);
        if (was === undefined)
            changes.push([name, `+ ${name}: ${type}`]);
        else if (was !== type)
            changes.push([name, `${name}: ${was} → ${type}`]);
    }
    for (const [name, type] of old)
        if (!fresh.has(name))
            changes.push([name, `- ${name}: ${type}`]);
    return changes.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change);
}
function typesOf(fields) {
    return new Map(fields.map((field) => {
        const end = field.lastIndexOf(': ');
        return [field.slice(0, end), field.slice(end + 2)];
    }));
}
//# sourceMappingURL=fields.js.map
;// CONCATENATED MODULE: ./lib/baseline/content.js



/** @returns what is known of a mapping, null where none was read */
function mappingContent({ mappings }) {
    if (!mappings)
        return null;
    return { sha256: sha256((0,lossless/* canonicalJson */.dj)(mappings)), fields: fields_fieldsOf(mappings) };
}
/** @param data what a reading of all its documents found */
function contentOf({ files, mapping, isDataAsked }, data) {
    const none = isDataAsked && files.data === undefined ? 0 : null;
    const digests = Object.entries(files).flatMap(([type, parts]) => {
        const known = knownOf(parts);
        return known === undefined ? [] : [{ type, sha256: digestOf(known) }];
    });
    const bytes = files.data && knownOf(files.data)?.reduce((sum, content) => sum + content.bytes, 0);
    return { documents: data?.distinct ?? none, bytes: bytes ?? none, digests, mapping };
}
/** @returns undefined unless all of them have been read */
function knownOf(files) {
    const known = files.flatMap(({ content }) => content?.known ?? []);
    return known.length === files.length ? known : undefined;
}
function digestOf(contents) {
    const digests = contents.map((content) => content.sha256);
    return digests.length === 1 ? digests[0] : sha256(digests.join(''));
}
function sha256(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}
//# sourceMappingURL=content.js.map
// EXTERNAL MODULE: ./lib/dump/metadata.js
var metadata = __webpack_require__(1097);
;// CONCATENATED MODULE: ./lib/dump/same-content.js


/** Takes the bytes of one reading, unpacked. */
class Reading {
    hash = (0,external_node_crypto_.createHash)('sha256');
    bytes = 0;
    update(chunk) {
        this.hash.update(chunk);
        this.bytes += chunk.length;
    }
    /** @returns the content, once all of it has been read */
    content() {
        return { sha256: this.hash.digest('hex'), bytes: this.bytes };
    }
}
/** Knows a file's content by the first whole reading of it. */
class SameContent {
    isHeld;
    first;
    /** @param isHeld whether each later reading has to find the same: what it finds else is of another dump */
    constructor(isHeld) {
        this.isHeld = isHeld;
    }
    /** Undefined until the file has been read to its end. */
    get known() {
        return this.first;
    }
    /** @returns undefined where the bytes need not be told */
    begin() {
        return this.isHeld || this.first === undefined ? new Reading() : undefined;
    }
    /**
     * @param reading has all bytes of the file
     * @throws RestoreError DUMP_UNREADABLE where they are not those of the first reading
     */
    end(reading, name) {
        const content = reading.content();
        this.first ??= content;
        if (content.sha256 === this.first.sha256)
            return;
        throw new errors/* RestoreError */.DZ('DUMP_UNREADABLE', `${name}: other content than when it was first read`, {
            hint: 'Something changed the file while it was restored. Restore when it is complete.',
        });
    }
}
//# sourceMappingURL=same-content.js.map
// EXTERNAL MODULE: ./lib/dump/metadata-file.js + 1 modules
var metadata_file = __webpack_require__(2676);
;// CONCATENATED MODULE: ./lib/dump/cluster-metadata.js




/** Where an export has a list of them, its name. */
const LISTS = {
    component_template: 'component_templates',
    index_template: 'index_templates',
    policy: 'policies',
    script: 'stored_scripts',
};
/**
 * Reads files of templates, policies or scripts.
 * @param found what other files had of this type, and is added to: multielasticdump writes all legacy templates beside each index
 * @returns bodies by name, as their API takes them; empty for `{}`
 * @throws RestoreError DUMP_METADATA_INVALID, DUMP_UNREADABLE; DUMP_AMBIGUOUS where two of one name differ
 */
async function readClusterMetadata(type, files, found = new Map()) {
    for (const file of files) {
        for (const [name, entry] of namedEntries(type, await (0,metadata_file/* readObject */.Ag)(file))) {
            const body = bodyOf(type, entry);
            if (typeof name !== 'string' || name === '')
                throw (0,metadata_file/* metadataFault */.uK)(file, `it has a ${type} without a name`);
            if (!isPathSegment(name))
                throw (0,metadata_file/* metadataFault */.uK)(file, `${JSON.stringify(name)} is no name for a ${type}`);
            if (!body)
                throw (0,metadata_file/* metadataFault */.uK)(file, `its ${type} ${name} has no content`);
            if (found.has(name) && !(0,external_node_util_.isDeepStrictEqual)(found.get(name), body))
                throw twoOfOneName(file, type, name);
            found.set(name, body);
        }
    }
    return found;
}
function twoOfOneName(file, type, name) {
    const message = `${file.name}: it has a ${type} ${name}, and the dump has another of this name, which differs`;
    return new errors/* RestoreError */.DZ('DUMP_AMBIGUOUS', message, {
        hint: `Keep the one that is meant, or leave \`${type}\` out of \`types\`.`,
    });
}
/** Encoded, every other name is one step of a request's path: these lead a step back, or cannot be encoded. */
function isPathSegment(name) {
    return name !== '.' && name !== '..' && name.isWellFormed();
}
/** They come as a list, or by name; a policy also alone. */
function namedEntries(type, content) {
    const list = content[LISTS[type] ?? ''];
    if (!Array.isArray(list)) {
        if (type === 'policy' && typeof content._id === 'string')
            return [[content._id, content]];
        return Object.entries(content);
    }
    return list.map((entry) => {
        if (!(0,objects/* isObject */.G)(entry))
            return [undefined, entry];
        return type === 'policy' || type === 'script' ? [entry._id, entry] : [entry.name, entry[type]];
    });
}
/** An export has more beside a policy or script, such as its version, than its API takes. */
function bodyOf(type, entry) {
    if (!(0,objects/* isObject */.G)(entry))
        return undefined;
    if (type !== 'policy' && type !== 'script')
        return entry;
    return (0,objects/* isObject */.G)(entry[type]) ? { [type]: entry[type] } : undefined;
}
//# sourceMappingURL=cluster-metadata.js.map
;// CONCATENATED MODULE: ./lib/restore/mapping-hints.js

/**
 * What OpenSearch has for a field type that it refused, by https://docs.opensearch.org/latest/mappings/supported-field-types/.
 * Only what the cluster has refused is looked up here: a newer one, or one with a plugin, may take it.
 */
const TYPES = {
    aggregate_metric_double: 'OpenSearch has nothing of the kind; `object` with `"enabled": false` keeps the values',
    annotated_text: 'the plugin mapper-annotated-text brings it; `text` is the nearest without',
    constant_keyword: 'OpenSearch has it from 2.14 on; before, `keyword` is the nearest',
    counted_keyword: '`keyword` is the nearest',
    dense_vector: 'OpenSearch has no equal; `knn_vector` of the k-NN plugin is the nearest, with `dimension` for `dims` and the setting `index.knn`',
    exponential_histogram: 'OpenSearch has nothing of the kind; `object` with `"enabled": false` keeps the values',
    flat_object: 'OpenSearch has it from 2.7 on',
    flattened: 'it is `flat_object` in OpenSearch, from 2.7 on and without parameters such as `depth_limit`',
    histogram: 'OpenSearch has nothing of the kind; `object` with `"enabled": false` keeps the values',
    icu_collation_keyword: 'the plugin analysis-icu brings it',
    knn_vector: 'the k-NN plugin brings it',
    match_only_text: 'OpenSearch has it from 2.12 on; `text` is the nearest before',
    murmur3: 'the plugin mapper-murmur3 brings it',
    passthrough: '`object` is the nearest; its fields are then found by their whole path alone',
    pattern_text: '`match_only_text` or `text` is the nearest',
    point: 'it is `xy_point` in OpenSearch, which the geospatial plugin brings',
    rank_vectors: 'OpenSearch has no equal; `object` with `"enabled": false` keeps the values',
    semantic_text: 'OpenSearch has no equal; `semantic` of the neural-search plugin (from 3.1 on) is the nearest, with a model of its own; `text` keeps the words',
    shape: 'it is `xy_shape` in OpenSearch, which the geospatial plugin brings',
    sparse_vector: '`rank_features` takes such weights; the neural-search plugin has a `sparse_vector` of its own from 3.3 on',
    string: 'it is `text`, or `keyword` where it is not analyzed',
    tdigest: 'OpenSearch has nothing of the kind; `object` with `"enabled": false` keeps the values',
    unsigned_long: 'OpenSearch has it from 2.8 on',
    version: 'newer versions of OpenSearch have it; `keyword` is the nearest before',
    wildcard: 'OpenSearch has it from 2.15 on; `keyword` is the nearest before',
};
const NO_TIME_SERIES = 'OpenSearch has no time series mode; no document is different without it';
const NO_SYNTHETIC_SOURCE = 'OpenSearch keeps every source as it came; no document is different without it';
const NO_SCRIPT = 'OpenSearch computes no fields while it indexes; an ingest pipeline can';
/** The same of what a mapping or field has beside its type. */
const PARAMETERS = {
    _inference_fields: 'it belongs to `semantic_text` fields, which OpenSearch has not',
    _parent: 'OpenSearch has `join` fields for parents and children: reindex in Elasticsearch before you dump',
    _size: 'the plugin mapper-size brings it',
    mode: NO_SYNTHETIC_SOURCE,
    on_script_error: NO_SCRIPT,
    runtime: '`derived` fields are the nearest, from 2.15 on; no document is different without it',
    script: NO_SCRIPT,
    subobjects: 'OpenSearch makes objects of dotted names; a document with both `a` and `a.b` is refused then',
    synthetic_source_keep: NO_SYNTHETIC_SOURCE,
    time_series_dimension: NO_TIME_SERIES,
    time_series_metric: NO_TIME_SERIES,
};
const SHOWN_FIELDS = 5;
/**
 * @param reason the cluster's words
 * @param file where the mapping is, for people
 * @param mappings as the cluster was given them, to name all fields of the kind
 * @returns what OpenSearch has instead of what it refused in a mapping, if it is that
 */
function hintForMapping(reason, file, mappings = {}) {
    const [, type, field] = /No handler for type \[([^\]]+)\] declared on field \[([^\]]+)\]/.exec(reason) ??
        // Of a dynamic template, which nobody looks at before a document needs it.
        /failed to find type parsed \[([^\]]+)\] for \[([^\]]+)\]/.exec(reason) ??
        [];
    if (type !== undefined && field !== undefined) {
        const paths = fieldsWith(mappings, (one) => one.type === type);
        const advice = own(TYPES, type) ?? 'install in the cluster the plugin that brings it, or take another type';
        return `${mapping_hints_listed(paths, field)} in ${file}: \`${type}\`: ${advice}. Correct it there.`;
    }
    const parameter = /unknown parameter \[([^\]]+)\] on mapper/.exec(reason)?.[1] ??
        /unsupported parameters: +\[([^\s\]]+) :/.exec(reason)?.[1] ??
        /Illegal dynamic template parameter: \[([^\]]+)\]/.exec(reason)?.[1];
    if (parameter !== undefined) {
        const paths = fieldsWith(mappings, (one) => Object.hasOwn(one, parameter));
        const advice = own(PARAMETERS, parameter) ?? 'OpenSearch has no such parameter here';
        const where = paths.length > 0 ? `${mapping_hints_listed(paths, '')} in ${file}` : `The mapping in ${file}`;
        return `${where}: \`${parameter}\`: ${advice}. Take it out there.`;
    }
    if (/Could not convert \[dynamic(\.dynamic)?\] to boolean/.test(reason))
        return `\`"dynamic": "runtime"\` in ${file}: OpenSearch has no runtime fields. Write \`true\` or \`false\` there.`;
    const constant = /Field \[([^\]]+)\] is missing required parameter \[value\]/.exec(reason)?.[1];
    if (constant !== undefined)
        return `Field \`${constant}\` in ${file}: OpenSearch's \`constant_keyword\` needs its \`value\`. Add it there, or write \`keyword\`.`;
    return undefined;
}
/** @returns dotted paths of the fields, and of the multi-fields, that are so */
function fieldsWith(level, isSo, path = '') {
    return ['properties', 'fields'].flatMap((key) => {
        const fields = level[key];
        if (!(0,objects/* isObject */.G)(fields))
            return [];
        return Object.entries(fields).flatMap(([name, field]) => {
            if (!(0,objects/* isObject */.G)(field))
                return [];
            const place = path === '' ? name : `${path}.${name}`;
            return [...(isSo(field) ? [place] : []), ...fieldsWith(field, isSo, place)];
        });
    });
}
function mapping_hints_listed(paths, fallback) {
    const names = paths.length > 0 ? paths : [fallback];
    const shown = names.slice(0, SHOWN_FIELDS).map((name) => `\`${name}\``);
    const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
    return `${names.length === 1 ? 'Field' : 'Fields'} ${shown.join(', ')}${more}`;
}
function own(table, key) {
    return Object.hasOwn(table, key) ? table[key] : undefined;
}
//# sourceMappingURL=mapping-hints.js.map
;// CONCATENATED MODULE: ./lib/restore/stream-hints.js
/** What is peculiar to data streams in the cluster's words, or in those of this action, and what to do about it. */
const stream_hints_HINTS = [
    [
        /version_conflict_engine_exception|takes no changes/,
        (stream) => `A data stream takes each document once. Leave those that it has out with \`transform\`, allow them with \`max-rejected\`, or delete it (DELETE /_data_stream/${stream}) and restore it whole.`,
    ],
    [
        /cannot be changed from type|Cannot update parameter|can't merge/i,
        (_, file) => `A data stream has this field from its index template, otherwise than ${file}: change it there or in the template, and roll over what exists; or leave \`mapping\` out of \`types\`.`,
    ],
    [
        /@timestamp/,
        () => 'Every document of a data stream needs one `@timestamp`, a date: give it one with `transform`, or restore under a name that no index template with `data_stream` fits, with `rename-pattern`.',
    ],
];
/**
 * @param reason what was said against a data stream or a document of it
 * @param file where the mapping is, for people
 * @returns what to do, where it is peculiar to data streams
 */
function streamHint(reason, stream, file) {
    return stream_hints_HINTS.find(([words]) => words.test(reason))?.[1](stream, file);
}
//# sourceMappingURL=stream-hints.js.map
;// CONCATENATED MODULE: ./lib/restore/refusals.js




/** The cluster's words by which a refusal is known, the narrowest first, and what to do about it. */
const REFUSALS = [
    [/unknown setting/, 'settings', leaveOut],
    [
        /(analyzer|normalizer) \[.*\] (has not been configured|not found)/,
        'mapping',
        (file) => `${file} needs this. Add \`analyzer\` to \`types\`, or take a dump that has it.`,
    ],
    [
        /cannot be changed from type|Cannot update parameter|can't merge/i,
        'mapping',
        (file) => `The index has this field otherwise than ${file}. Restore into a new index, or leave \`mapping\` out of \`types\`.`,
    ],
    [/^(?!.*Failed to parse mapping).*similarity/is, 'settings', leaveOut],
    [
        /Limit of (total fields|mapping depth|nested fields)/,
        'mapping',
        (file) => `${file} has more than an index may have by default. Add \`settings\` to \`types\`, where the dump has raised the limit, or raise it with \`index-settings\`, such as {"mapping.total_fields.limit": 5000}.`,
    ],
    [
        /mapper|mapping|\bfields?\b/i,
        'mapping',
        (file) => `Correct ${file}, or install in the cluster the plugin that brings this field type.`,
    ],
    [
        /analy[sz]|filter|tokenizer|normalizer|hunspell|synonym|word_list|ngram|shingle/i,
        'analyzer',
        (file) => `Correct ${file}, or give the cluster the plugin or the word list that it needs. Or put another component in its place: leave the dump's out with \`ignore-index-settings\`, and give one with \`index-settings\`.`,
    ],
    [/alias/i, 'alias', (file) => `Correct ${file}, or leave \`alias\` out of \`types\`.`],
    [/setting/i, 'settings', leaveOut],
];
function leaveOut(file) {
    return `Leave it out with \`ignore-index-settings\`, or correct ${file}.`;
}
/** @param types those that are restored */
function metadataFiles(index, types) {
    const { files } = index;
    const whole = types.includes('index') ? files.index : undefined;
    const found = {
        analyzer: types.includes('analyzer') ? (0,dump_types/* analysisFiles */.Sd)(index) : undefined,
        mapping: types.includes('mapping') ? files.mapping : whole,
        settings: types.includes('settings') ? files.settings : whole,
        alias: types.includes('alias') ? files.alias : whole,
    };
    return Object.fromEntries(Object.entries(found).flatMap(([part, list]) => (list?.[0] ? [[part, list[0].name]] : [])));
}
/**
 * What a cluster refuses of an index is in one of its files, in `index-settings`, or in a template of the cluster.
 * @param given names of the settings that were laid over the dump's
 * @param mappings as the cluster was given them
 * @returns the error with a hint that says which, or as it is where it is no refusal or has a hint
 */
function withFile(error, files, given, mappings) {
    if (!(error instanceof errors/* RestoreError */.DZ) || error.code !== 'CLUSTER_REFUSED' || error.hint)
        return error;
    if (given.some((name) => error.message.includes(`[index.${name}]`))) {
        return new errors/* RestoreError */.DZ(error.code, error.message, {
            hint: 'Correct it in `index-settings`.',
            cause: error.cause,
        });
    }
    const [, part, fix] = REFUSALS.find(([words]) => words.test(error.message)) ?? [];
    const file = part && files[part];
    const all = [...new Set(Object.values(files))];
    const hint = (files.mapping ? hintForMapping(error.message, files.mapping, mappings) : undefined) ??
        (file && fix
            ? fix(file)
            : all.length > 0
                ? `Correct it in ${all.join(' or ')}; or in the cluster, where one of its index templates brings it.`
                : 'The dump says nothing of this: look at the index templates of the cluster.');
    return new errors/* RestoreError */.DZ(error.code, error.message, { hint, cause: error.cause });
}
/** @returns the error of a template with a hint at what its mapping has, or as it is */
function withMappingHint(error) {
    if (!(error instanceof errors/* RestoreError */.DZ) || error.code !== 'CLUSTER_REFUSED')
        return error;
    const hint = hintForMapping(error.message, 'the dump');
    return hint === undefined
        ? error
        : new errors/* RestoreError */.DZ(error.code, error.message, { hint, cause: error.cause });
}
/** @returns the error with a hint at what is peculiar to data streams, or as it is */
function withStreamHint(error, target, { mapping }) {
    if (!(error instanceof errors/* RestoreError */.DZ) || error.code !== 'CLUSTER_REFUSED')
        return error;
    const hint = streamHint(error.message, target, mapping ?? 'the dump');
    return hint === undefined
        ? error
        : new errors/* RestoreError */.DZ(error.code, error.message, { hint, cause: error.cause });
}
/** @returns the error with what a user should know who restores an index that may be the cluster's own, or as it is */
function withSystemHint(error, target) {
    if (!target.startsWith('.') || !(error instanceof errors/* RestoreError */.DZ))
        return error;
    if (error.code !== 'CLUSTER_UNAUTHORIZED')
        return error;
    const hint = `${error.hint ?? ''} System indexes, those of the cluster and its plugins, are written to by nobody without the admin certificate: restore ${target} under another name with \`rename-pattern\`.`;
    return new errors/* RestoreError */.DZ(error.code, error.message, { hint: hint.trim(), cause: error.cause });
}
//# sourceMappingURL=refusals.js.map
;// CONCATENATED MODULE: ./lib/restore/read-dump.js





const SAMPLE_DOCUMENTS = 100;
const read_dump_SHOWN_FAULTS = 5;
/**
 * Reads the selected part of a dump while the engine gets ready: installing waits for the network, reading for the
 * processor. A dry run needs no engine, and all that can be told of the dump.
 * @throws RestoreError as readDump and Engine.prepare do
 */
async function readWhilePreparing(selection, engine, { scratch, inputs, signal }) {
    const transform = inputs.transform === undefined ? undefined : await (0,dump_transform/* loadTransform */.H)(inputs.transform);
    const stop = new AbortController();
    const preparing = inputs.dryRun ? Promise.resolve() : engine.prepare();
    preparing.catch((error) => stop.abort(error));
    const read = await readDump(selection, engine, {
        scratch,
        sampleSize: sampleSize(inputs),
        readsData: isCounted(inputs),
        isDataAsked: inputs.types === 'all' || inputs.types.includes('data'),
        transform,
        isHeld: inputs.verify === 'full',
        signal: AbortSignal.any([stop.signal, signal]),
    }).finally(() => Promise.allSettled([preparing]));
    await preparing;
    return read;
}
/** @returns whether all documents are read before anything is written, whatever the engine needs */
function isCounted({ ifExists, minDocuments, baseline, dryRun }) {
    return ifExists === 'append' || minDocuments > 0 || baseline !== undefined || dryRun;
}
/** @returns documents of an index to draw for its verification */
function sampleSize({ verify }) {
    return verify === 'sample' ? SAMPLE_DOCUMENTS : 0;
}
/**
 * Reads the selected part of a dump, before anything is written: a fault of one index is kept with it. Documents are
 * read if asked for, or where the engine needs it.
 */
async function readDump(selection, engine, options) {
    const surveys = new Map();
    const indices = [];
    for (const { index: found, target, types } of selection.indices) {
        const index = knowingContent(found, options);
        const dataFiles = types.includes('data') ? (index.files.data ?? []) : [];
        const read = {
            name: index.name,
            target,
            types,
            metadata: {},
            dataFiles,
            data: undefined,
            dumped: { files: index.files, mapping: null, isDataAsked: options.isDataAsked },
            isDataStream: index.isDataStream ?? false,
            fault: index.fault,
        };
        indices.push(read);
        if (read.fault)
            continue;
        try {
            read.metadata = await (0,metadata/* readIndexMetadata */.I)(index, types);
            read.dumped.mapping = mappingContent(read.metadata);
            if (dataFiles.length === 0 || !(options.readsData || engine.readsFirst))
                continue;
            const observer = engine.observe();
            if (observer)
                surveys.set(index.name, observer);
            read.data = await scanData(dataFiles, { ...options, observer });
            observer?.end();
        }
        catch (error) {
            if (options.signal.aborted || !(error instanceof errors/* RestoreError */.DZ))
                throw error;
            read.fault = error;
        }
    }
    const files = selection.indices.map(({ index, types }) => [index.name, metadataFiles(index, types)]);
    const clusterSteps = await readClusterSteps(selection);
    return { indices, clusterSteps, surveys, metadataFiles: new Map(files) };
}
/** @returns the index with files that know their content when they have been read */
function knowingContent(index, { transform, isHeld }) {
    const known = (file) => ({ ...file, content: new SameContent(isHeld) });
    const files = Object.entries(index.files).map(([type, parts]) => [
        type,
        parts.map((file) => (type === 'data' && transform ? { ...known(file), transform } : known(file))),
    ]);
    return { ...index, files: Object.fromEntries(files) };
}
/** @throws RestoreError DUMP_TOO_SMALL */
function requireDocuments(indices, least, dump) {
    const documents = indices.reduce((sum, { data }) => sum + (data?.distinct ?? 0), 0);
    if (documents >= least)
        return;
    const faults = indices.flatMap(({ name, fault }) => (fault ? [`${name}: ${fault.message}`] : []));
    const some = faults.slice(0, read_dump_SHOWN_FAULTS).join('; ');
    const more = faults.length > read_dump_SHOWN_FAULTS ? `; and ${faults.length - read_dump_SHOWN_FAULTS} more` : '';
    const uncounted = faults.length > 0 ? `. Not counted, as they cannot be read: ${some}${more}` : '';
    throw new errors/* RestoreError */.DZ('DUMP_TOO_SMALL', `the indexes to restore from ${dump.path} hold ${(0,numbers/* counted */.hS)(documents, 'document')}, and \`min-documents\` is ${least}${uncounted}`, {
        hint: 'Nothing was written. Look whether the dump is whole, or set `min-documents` lower.',
    });
}
/** Each is put once, in how many files it may be. */
async function readClusterSteps({ clusterFiles, clusterTypes }) {
    const steps = [];
    // An index template is refused where a component template that it names is not there yet.
    const order = ['script', 'policy', 'component_template', 'index_template', 'template'];
    for (const type of order.filter((one) => clusterTypes.includes(one))) {
        if (!(0,dump_types/* isClusterType */.zP)(type))
            continue;
        const found = new Map();
        for (const { files } of clusterFiles)
            await readClusterMetadata(type, files[type] ?? [], found);
        for (const [name, body] of found)
            steps.push({ type, name, body });
    }
    return steps;
}
//# sourceMappingURL=read-dump.js.map
;// CONCATENATED MODULE: ./lib/baseline/compare.js

/** More are counted. */
const compare_SHOWN_FIELDS = 20;
const NOTHING = { documents: null, bytes: null, digests: [], mapping: null };
/**
 * Compares what a dump holds with what an earlier report says. An index that is not there any more is missing where this run
 * would be about it; what only the selection of either run leaves out is not compared.
 */
function compare(baseline, tonight) {
    const left = new Set(baseline.leftToOthers);
    const indices = [];
    const notCompared = [];
    for (const [name, now] of tonight.indices) {
        const before = baseline.indices.get(name);
        const kind = tonight.unread.has(name) ? 'unread' : before ? 'kept' : 'new';
        if (kind === 'new' && left.has(name))
            notCompared.push(name);
        else
            indices.push(changeOf(name, kind, before, now));
    }
    for (const [name, before] of baseline.indices) {
        if (tonight.indices.has(name))
            continue;
        if (tonight.isInDump(name) || !tonight.isChosen(name))
            notCompared.push(name);
        else
            indices.push(changeOf(name, 'missing', before, undefined));
    }
    const isSame = indices.length > 0 && indices.every((index) => index.isSame === true);
    return { since: baseline.startedAt, isSame, indices, notCompared };
}
function changeOf(name, kind, before = NOTHING, now = NOTHING) {
    const isKept = kind === 'kept';
    const [old, fresh] = [before.mapping?.fields, now.mapping?.fields];
    const fields = isKept && old && fresh ? fieldChanges(old, fresh) : [];
    return {
        name,
        kind,
        documents: { before: before.documents, now: now.documents },
        bytes: { before: before.bytes, now: now.bytes },
        isSame: isKept ? isSameContent(before, now) : null,
        mapping: isKept ? compareMappings(before.mapping, now.mapping) : 'unknown',
        fields: fields.slice(0, compare_SHOWN_FIELDS),
        moreFields: Math.max(0, fields.length - compare_SHOWN_FIELDS),
    };
}
/** By the types that both runs read, if data is one of them. */
function isSameContent(before, now) {
    const old = new Map(before.digests.map(({ type, sha256 }) => [type, sha256]));
    const common = now.digests.filter(({ type }) => old.has(type));
    if (!common.some(({ type }) => type === 'data'))
        return null;
    return common.every(({ type, sha256 }) => old.get(type) === sha256);
}
function compareMappings(before, now) {
    if (!before || !now)
        return 'unknown';
    return before.sha256 === now.sha256 ? 'same' : 'changed';
}
//# sourceMappingURL=compare.js.map
;// CONCATENATED MODULE: ./lib/restore/compare-baseline.js



/**
 * Compares what was read of a dump with the baseline, by the names of indexes in the dump.
 * @throws RestoreError INPUTS_INVALID for a `match` that does not come to an end over the baseline's names
 */
function compareWithBaseline(baseline, indices, dump, { index, match }) {
    const named = indices.map((read) => ({ ...read, name: index ?? read.name }));
    const held = new Set(dump.indices.filter(({ files }) => dump_types/* INDEX_TYPES */.V.some((type) => files[type])).map(({ name }) => name));
    const isChosen = (name) => (index === undefined ? (match?.test(name) ?? true) : name === index);
    return cutOff('match', () => compare(baseline, {
        indices: new Map(named.map(({ name, dumped, data }) => [name, contentOf(dumped, data)])),
        unread: new Set(named.filter(({ fault }) => fault).map(({ name }) => name)),
        isInDump: (name) => held.has(name),
        isChosen,
    }));
}
/** @returns what a reader should know of a comparison that cannot tell all */
function baselineWarnings({ chosen }, { index, match }) {
    const isOther = chosen.index !== (index ?? null) || chosen.match !== (match?.source ?? null);
    const other = 'The baseline is of a run with another `index` or `match`: what only one of the two was about looks new, or is not compared.';
    return isOther ? [other] : [];
}
//# sourceMappingURL=compare-baseline.js.map
;// CONCATENATED MODULE: ./lib/cluster/preflight.js
// What a cluster can be asked before anything is written to it.



/** More than any template has, so that it is this one that is looked at. */
const HIGHEST_PRIORITY = 2_147_483_647;
/**
 * Asks whether the cluster would create such an index: it builds analyzers, mapping and settings, and writes nothing.
 * @param body settings, mappings and aliases, as for createIndex
 * @returns false where this user may not ask
 * @throws RestoreError with the cluster's reason against it
 */
async function wouldCreate(cluster, index, body) {
    // Under a name of its own, as with an alias of the index's own name it would be refused.
    const name = `${index.slice(0, 200)}-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    const asked = { index_patterns: [name], priority: HIGHEST_PRIORITY, template: body };
    const path = `/_index_template/_simulate_index/${encodeURIComponent(name)}`;
    return await wouldTake(`index ${index} would be refused`, () => cluster.client.transport.request({ method: 'POST', path, body: asked }));
}
/**
 * @param hint for what it refuses
 * @returns false where this user may not ask
 * @throws RestoreError with the cluster's reason against it
 */
async function wouldTake(what, ask, hint) {
    try {
        await ask();
        return true;
    }
    catch (error) {
        if ((0,cluster_errors/* statusOf */.c2)(error) === 403)
            return false;
        const { code, message, hint: advice, cause } = (0,cluster_errors/* clusterError */.Fs)(error, what, hint);
        const told = message.replaceAll(/(?:composable |index[ _])?(?:template )?\[?simulate_\w*template_[\w-]+\]?/g, 'it');
        throw new errors/* RestoreError */.DZ(code, told, { ...(advice === undefined ? {} : { hint: advice }), cause });
    }
}
/** Asks how much room there is. Nothing of it is needed to restore, so what is not told is no fault. */
async function askRoom(cluster) {
    const [shards, diskBytes] = await Promise.all([
        askShards(cluster).catch(() => undefined),
        askDisk(cluster).catch(() => undefined),
    ]);
    return { shards, diskBytes };
}
async function askShards({ client }) {
    const [health, settings] = await Promise.all([
        client.cluster.health({}),
        client.cluster.getSettings({ include_defaults: true, flat_settings: true }),
    ]);
    const { active_shards, unassigned_shards, number_of_data_nodes } = health.body;
    const { persistent, transient, defaults } = settings.body;
    const perNode = { ...defaults, ...persistent, ...transient }['cluster.max_shards_per_node'];
    if (perNode === undefined)
        return undefined;
    return { used: active_shards + unassigned_shards, most: Number(perNode) * number_of_data_nodes };
}
async function askDisk({ client }) {
    const { body } = await client.cat.allocation({ format: 'json', bytes: 'b' });
    const nodes = body;
    const free = nodes.flatMap((node) => (node['disk.avail'] ? [Number(node['disk.avail'])] : []));
    return free.length > 0 ? free.reduce((sum, bytes) => sum + bytes, 0) : undefined;
}
//# sourceMappingURL=preflight.js.map
;// CONCATENATED MODULE: ./lib/cluster/ask-templates.js
// What a cluster can be asked about templates and policies before they are put.





const SIMULATE = '/_index_template/_simulate';
/**
 * Asks whether the cluster would take an index template.
 * @param replaced names of templates that stand against it only until then: its own, and those that are put before it
 * @returns false where this user may not ask
 * @throws RestoreError with the cluster's reason against it
 */
async function wouldTakeTemplate(cluster, name, body, replaced) {
    try {
        return await simulate(cluster, 'index_template', name, body);
    }
    catch (error) {
        // It is asked about without its name, so that the one that it takes the place of stands against it.
        const others = /existing templates \[([^\]]*)\]/.exec((0,errors/* messageOf */.bD)(error))?.[1]?.split(/,\s*/);
        if (!others?.every((other) => replaced.includes(other)))
            throw error;
        return await simulate(cluster, 'index_template', name, withOwnNames(body));
    }
}
/**
 * The same of a component or legacy template.
 * @param body with its settings, mappings and aliases in `template`
 */
async function wouldTakePart(cluster, type, name, body) {
    return await simulate(cluster, type, name, withOwnNames(body));
}
/** For names that no index and no data stream has, so that no other template stands against it. */
function withOwnNames(body) {
    return { ...body, index_patterns: [`asked-${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`], priority: HIGHEST_PRIORITY };
}
async function simulate({ client }, type, name, body) {
    const what = `the ${type} ${name} would be refused`;
    return await wouldTake(what, () => client.transport.request({ method: 'POST', path: SIMULATE, body }), templates/* STEP_HINTS */.sm[type]);
}
/** @returns whether an index template of the cluster, with what it is composed of, maps fields; false where that is not told */
async function mapsFields({ client }, template) {
    try {
        const path = `${SIMULATE}/${encodeURIComponent(template)}`;
        const { body } = await client.transport.request({ method: 'POST', path });
        return Object.keys(body.template?.mappings ?? {}).length > 0;
    }
    catch (error) {
        if ((0,cluster_errors/* statusOf */.c2)(error) !== undefined)
            return false;
        throw (0,cluster_errors/* clusterError */.Fs)(error, `the cluster does not say what index template ${template} brings`);
    }
}
/** @returns names of the data streams that there are; none where this user may not ask */
async function madeDataStreams({ client }) {
    try {
        const { body } = await client.transport.request({ method: 'GET', path: '/_data_stream' });
        return (body.data_streams ?? []).map(({ name }) => name);
    }
    catch (error) {
        if ((0,cluster_errors/* statusOf */.c2)(error) === 403)
            return [];
        throw (0,cluster_errors/* clusterError */.Fs)(error, 'the data streams of the cluster cannot be listed');
    }
}
/** @throws RestoreError where the cluster has no plugin for policies */
async function requirePolicies({ client }, name) {
    try {
        await client.transport.request({ method: 'GET', path: (0,templates/* stepDeed */.fZ)('policy', name, {}).path });
    }
    catch (error) {
        // Any other answer is the plugin's.
        if (!/no handler found for uri/.test((0,cluster_errors/* reasonOf */.A3)(error)))
            return;
        throw (0,cluster_errors/* clusterError */.Fs)(error, `the policy ${name} would be refused`, templates/* STEP_HINTS */.sm.policy);
    }
}
//# sourceMappingURL=ask-templates.js.map
;// CONCATENATED MODULE: ./lib/cluster/besides.js



/** Longer names are cut where a run's sign is put behind them. */
const WHOLE_NAME_BYTES = 200;
/** @returns the name of the index that is restored beside a target; a role for `preview-*` covers it */
function besideName(target, run) {
    return (0,markers/* markerName */.CO)(target, run);
}
/** Finds the indexes beside some targets, of whatever run: those that bear the mark which the action gives them. */
async function findBesides(cluster, targets) {
    // Long names may share the beginning that is asked for.
    const patterns = new Map();
    for (const target of targets) {
        const pattern = `${startOf(target)}--restoring-*`;
        patterns.set(pattern, [...(patterns.get(pattern) ?? []), target]);
    }
    const found = [];
    for (const some of (0,cluster_indices/* inRequests */.y0)([...patterns.keys()]))
        found.push(...(await find(cluster, some, patterns)));
    return found;
}
async function find(cluster, patterns, targets) {
    try {
        const { body } = await cluster.client.indices.getAlias({
            index: patterns.join(','),
            expand_wildcards: ['open', 'closed', 'hidden'],
            ignore_unavailable: true,
        });
        const held = Object.entries(body);
        const asked = patterns.flatMap((pattern) => targets.get(pattern) ?? []);
        return held.flatMap(([index, { aliases }]) => asked.flatMap((target) => besideOf(target, index, aliases) ?? []));
    }
    catch (error) {
        const status = (0,cluster_errors/* statusOf */.c2)(error);
        if (status !== 403 && status !== 404)
            throw (0,cluster_errors/* clusterError */.Fs)(error, 'the cluster does not say what is beside its indexes');
        // What this user may not see was made by another, or before the rights were taken; a restore does not depend on it.
        if (patterns.length < 2)
            return [];
        const each = [];
        for (const one of patterns)
            each.push(...(await find(cluster, [one], targets)));
        return each;
    }
}
function besideOf(target, index, aliases) {
    if (index === target)
        return undefined;
    const isNamedSo = index === besideName(target, { id: (0,markers/* runIn */.VO)(index) });
    const marker = (0,markers/* markerAmong */.tw)(target, aliases) ?? (isNamedSo ? (0,markers/* markerAmong */.tw)(index, aliases) : undefined);
    return marker && { target, index, marker };
}
function startOf(target) {
    if (Buffer.byteLength(target) <= WHOLE_NAME_BYTES)
        return target;
    return `${[...target].slice(0, WHOLE_NAME_BYTES / 4).join('')}*`;
}
//# sourceMappingURL=besides.js.map
;// CONCATENATED MODULE: ./lib/cluster/replacing.js




/**
 * Gives a name to another index, with its aliases, all in one request. An old index behind an alias is left with a
 * mark of the name, by which any run knows that it has to go; one that had the name itself goes in the same request.
 */
async function swapIn(cluster, { name, index, mark, aliases, more, old }, run) {
    const actions = [...more];
    if (old?.isAlias) {
        for (const alias of Object.keys(old.aliases))
            actions.push({ remove: { index: old.index, alias } });
        actions.push(...(0,cluster_aliases/* adding */.YF)(old.index, (0,markers/* markerAlias */.Zi)((0,markers/* secondMarkerName */.Mf)(name, run))));
    }
    else if (old)
        actions.push({ remove_index: { index: old.index } });
    // What else the alias is, such as hidden, it stays.
    const own = old?.aliases[name] ?? {};
    actions.push(...(0,cluster_aliases/* adding */.YF)(index, { ...aliases, [name]: own }), takingOff(index, mark));
    await update(cluster, actions, `${name} cannot be made an alias of ${index}`, async () => {
        const state = (await (0,cluster_indices/* lookUpTargets */.T8)(cluster, [name])).get(name);
        return state?.kind === 'alias' && state.indices.join() === index;
    });
}
/** Takes an index away; its aliases go over to the one beside it, whose mark tells of it, all in one request. */
async function takeAway(cluster, taking) {
    const { target, beside, mark, complete, aliases, more } = taking;
    const removing = target === undefined ? [] : [{ remove_index: { index: target } }];
    const given = (0,cluster_aliases/* adding */.YF)(beside, { ...aliases, ...(0,markers/* markerAlias */.Zi)(complete, true) });
    const actions = [...more, ...removing, takingOff(beside, mark), ...given];
    await update(cluster, actions, `${target ?? beside} cannot be replaced`, () => isComplete(cluster, beside));
}
/** @returns whether the target of this index has been taken away */
async function isComplete(cluster, beside) {
    const state = (await (0,cluster_indices/* lookUpTargets */.T8)(cluster, [beside])).get(beside);
    return state?.kind === 'index' && state.marker?.isComplete === true;
}
/** @returns a clone's source without writes: what it holds does not change any more */
async function blockWrites(cluster, index) {
    await (0,cluster_indices/* putSettings */.d1)(cluster, index, { 'blocks.write': true });
}
/**
 * @returns how many documents were written to or deleted from an index since it was opened, 0 of none, or undefined if
 * untold
 */
async function countWrites(cluster, index) {
    try {
        const { body } = await cluster.client.indices.stats({ index, metric: ['indexing'] });
        const { index_total = 0, delete_total = 0 } = body._all?.primaries?.indexing ?? {};
        return Number(index_total) + Number(delete_total);
    }
    catch (error) {
        return (0,cluster_errors/* statusOf */.c2)(error) === 404 ? 0 : undefined;
    }
}
/** Gives a new index its aliases and takes its mark off, all in one request: from then on it is finished. */
async function finishWith(cluster, { index, mark, aliases, more }) {
    const actions = [...more, ...(0,cluster_aliases/* adding */.YF)(index, aliases), takingOff(index, mark)];
    await update(cluster, actions, `the aliases of ${index} are refused`, async () => {
        return (await (0,cluster_indices/* indexMarker */.bN)(cluster, index)) === null;
    });
}
/**
 * @returns the action that takes a mark off, and without the mark fails its request whole: a request of a killed run that
 * comes late must do nothing to what the next run has taken over, nor that run remove what such a request has finished
 */
function takingOff(index, mark) {
    return { remove: { index, alias: mark, must_exist: true } };
}
/** @param isDone looks whether it was, where the answer says nothing else: one that was lost is asked for again */
async function update(cluster, actions, what, isDone) {
    try {
        await (0,cluster_indices/* asked */.NZ)(what, cluster.client.indices.updateAliases({ body: { actions } }));
    }
    catch (error) {
        if (!(await isDone().catch(() => false)))
            throw error;
    }
}
//# sourceMappingURL=replacing.js.map
;// CONCATENATED MODULE: ./lib/cluster/placing.js







/** How often another writer may make an index of the name while it is away. */
const CLONE_ATTEMPTS = 50;
/**
 * Puts a complete index, which takes no writes any more, under its target's name, which nobody has: clones it, and lets
 * the clone take over its aliases when it holds as many documents. A clone that is not done bears a mark, and takes no
 * writes until it is counted.
 * @throws RestoreError that says what is where
 */
async function putUnderName(cluster, target, beside, run, { onBack, log, alone = (act) => act() }) {
    const mark = (0,markers/* secondMarkerName */.Mf)(target, run);
    const { number_of_replicas, auto_expand_replicas } = await (0,cluster_indices/* getSettings */.mt)(cluster, beside);
    const settings = { 'blocks.write': true, number_of_replicas, auto_expand_replicas };
    const body = { settings: { index: settings }, aliases: (0,markers/* markerAlias */.Zi)(mark) };
    let freeing;
    for (let attempt = 1;; attempt++) {
        try {
            // Right behind the request that frees the name, so that a writer has hardly a moment to make an index of it.
            const cloning = cluster.client.indices.clone({ index: beside, target, body });
            await Promise.allSettled([freeing, cloning]);
            await freeing;
            await cloning;
            break;
        }
        catch (error) {
            const isTaken = /resource_already_exists|already exists/.test((0,cluster_errors/* reasonOf */.A3)(error));
            if (!isTaken || attempt === CLONE_ATTEMPTS)
                throw notPut(target, beside, (0,cluster_errors/* reasonOf */.A3)(error), error);
            const found = await lookAtIntruder(cluster, { target, beside, mark }, log);
            if (found === 'clone')
                break;
            freeing = found === 'intruder' ? (0,cluster_indices/* deleteIndex */.Yu)(cluster, target) : undefined;
        }
    }
    onBack();
    await (0,cluster_documents/* refresh */.Ow)(cluster, target);
    const [cloned, due] = [await (0,cluster_documents/* countDocuments */.kA)(cluster, target), await (0,cluster_documents/* countDocuments */.kA)(cluster, beside)];
    if (cloned !== due)
        throw notPut(target, beside, `the clone holds ${cloned} of ${due} documents`);
    await (0,cluster_indices/* putSettings */.d1)(cluster, target, { 'blocks.write': null });
    await alone(async () => {
        const aliases = await (0,cluster_indices/* getAliases */.VK)(cluster, beside);
        const actions = [{ remove_index: { index: beside } }, ...(0,cluster_aliases/* adding */.YF)(target, aliases), takingOff(target, mark)];
        const what = `index ${target} is in place, but its copy ${beside} cannot be removed`;
        await update(cluster, actions, what, async () => {
            const state = (await (0,cluster_indices/* lookUpTargets */.T8)(cluster, [target])).get(target);
            return state?.kind === 'index' && state.marker === undefined;
        });
    });
}
/** A writer that did not know that the name was away for a moment has made an index of it. */
async function lookAtIntruder(cluster, { target, beside, mark }, log) {
    const state = (await (0,cluster_indices/* lookUpTargets */.T8)(cluster, [target])).get(target);
    if (state?.kind === 'index' && state.marker) {
        // Its answer was lost.
        if (state.marker.alias === mark)
            return 'clone';
        throw notPut(target, beside, `another run (${state.marker.run}) is restoring into ${target}`);
    }
    if (state?.kind === 'alias') {
        throw notPut(target, beside, `${target} has become an alias of ${state.indices.join(', ')}`);
    }
    if (state?.kind !== 'index')
        return 'nothing';
    // What is acknowledged after it has been counted would go without a word.
    await blockWrites(cluster, target);
    await (0,cluster_documents/* refresh */.Ow)(cluster, target);
    const documents = await (0,cluster_documents/* countDocuments */.kA)(cluster, target);
    log(`${target}: another writer made an index of this name while it was away; its ${documents} documents go with it`);
    return 'intruder';
}
function notPut(target, beside, reason, cause) {
    return new errors/* RestoreError */.DZ('INDEX_NOT_IN_PLACE', `index ${target} is away: its verified copy ${beside} could not be put in its place: ${reason}`, {
        hint: placingHint(target, beside),
        cause,
    });
}
/** @returns what to do where a target is away */
function placingHint(target, beside) {
    const body = '{"settings": {"index.blocks.write": null}}';
    return `Run this again, which puts it in place first; or do it by hand: POST /${beside}/_clone/${target} with ${body}, give it its aliases, and DELETE /${beside}.`;
}
//# sourceMappingURL=placing.js.map
;// CONCATENATED MODULE: ./lib/cluster/wrecks.js








/** How often a target is looked at anew that changes while it is cleared. */
const LOOKS = 5;
/**
 * Looks the targets up, and clears what killed runs left there and beside them: what is unfinished is removed, and a
 * complete copy of a target that is away is put in its place. A marked index is a wreck where its run is surely over,
 * or does not beat while it is watched (up to 12 s).
 */
async function clearWrecks(cluster, names, clearing, looks = LOOKS) {
    const { run, mayWrite, log } = clearing;
    const states = await (0,cluster_indices/* lookUpTargets */.T8)(cluster, names);
    const besides = await findBesides(cluster, names);
    const marked = markersOf(states, besides);
    const alive = await findAlive(cluster, marked, { besides, run, log });
    const busy = new Map();
    for (const index of alive) {
        const target = besides.find((beside) => beside.index === index)?.target ?? index;
        busy.set(target, marked.get(index)?.run ?? '');
    }
    for (const name of names) {
        if (busy.has(name))
            continue;
        const beside = besides.filter(({ target }) => target === name);
        if (!mayWrite) {
            states.set(name, asCleared(states.get(name), beside));
            continue;
        }
        try {
            const state = await clear(cluster, name, { ...clearing, state: states.get(name), besides: beside });
            if (state)
                states.set(name, state);
        }
        catch (error) {
            if (error instanceof Changed && looks > 1) {
                const again = await clearWrecks(cluster, [name], clearing, looks - 1);
                for (const [changed, state] of again.states)
                    states.set(changed, state);
                for (const [target, other] of again.busy)
                    busy.set(target, other);
                continue;
            }
            // What cannot be cleared of one target keeps no other from being restored.
            if (!(error instanceof errors/* RestoreError */.DZ) || error.code === 'CLUSTER_UNREACHABLE')
                throw error;
            states.set(name, { kind: 'untold', fault: error });
        }
    }
    return { states, busy };
}
/** @returns what the target would be when it has been cleared */
function asCleared(state, besides) {
    const isWreck = state?.kind === 'index' && state.marker !== undefined;
    const left = isWreck || state === undefined ? { kind: 'missing' } : state;
    const isCopied = besides.some(({ marker }) => marker.isComplete);
    return left.kind === 'missing' && isCopied ? { kind: 'index', marker: undefined } : left;
}
/** @returns what has the name now, where that has changed */
async function clear(cluster, target, { state, besides, run, isReplacing, log }) {
    let now = state;
    let isPut = false;
    const own = state?.kind === 'index' ? state.marker : undefined;
    if (own) {
        await removeWreck(cluster, { target, index: target, marker: own }, { run, log });
        now = { kind: 'missing' };
    }
    for (const beside of besides) {
        const { index, marker } = beside;
        const isToBePut = marker.isComplete && !isPut && !(await isCopied(cluster, target, now, index));
        if (isToBePut && now?.kind !== 'missing' && !isReplacing)
            throw undecided(target, index);
        if (isToBePut) {
            log(`Putting ${index} in place of ${target}, as a run that was ended could not do any more`);
            await putUnderName(cluster, target, index, run, { onBack: () => { }, log });
            now = { kind: 'index', marker: undefined };
            isPut = true;
        }
        else
            await removeWreck(cluster, beside, { run, log });
    }
    return now === state ? undefined : now;
}
/** @returns whether a user has cloned the copy by hand, as the hint says */
async function isCopied(cluster, target, now, copy) {
    if (now?.kind !== 'index')
        return false;
    const { resize } = await (0,cluster_indices/* getSettings */.mt)(cluster, target);
    return resize?.source?.name === copy;
}
/** The name came back by somebody who did not know of the copy: a writer, or a user who restored it in another way. */
function undecided(target, copy) {
    return new errors/* RestoreError */.DZ('INDEX_NOT_IN_PLACE', `${target} was made by somebody else after a run that replaced it was ended, and ${copy}, the verified copy, is still there`, {
        hint: `To keep what ${target} is now, DELETE /${copy}; or DELETE /${target}. ${placingHint(target, copy)}`,
    });
}
/**
 * Removes a wreck that this run has made its own: a request of the run that left it may still be on its way, and finish it
 * in this very moment.
 * @throws Changed where it has
 */
async function removeWreck(cluster, { target, index, marker }, { run, log }) {
    // An index that a swap has put out of its place has the mark of the target.
    const marked = marker.alias === (0,markers/* markerName */.CO)(target, { id: marker.run }) ? target : index;
    const claim = (0,markers/* secondMarkerName */.Mf)(marked, run);
    const actions = [takingOff(index, marker.alias), ...(0,cluster_aliases/* adding */.YF)(index, (0,markers/* markerAlias */.Zi)(claim))];
    try {
        await update(cluster, actions, `${index} cannot be removed`, () => hasAlias(cluster, index, claim));
    }
    catch (error) {
        throw (await hasAlias(cluster, index, marker.alias)) ? error : new Changed(index);
    }
    log(`Removing ${index}, which a run that was ended left unfinished`);
    await (0,cluster_indices/* deleteIndex */.Yu)(cluster, index);
}
/** What was taken for a wreck has been finished or removed meanwhile. */
class Changed extends errors/* RestoreError */.DZ {
    constructor(index) {
        super('INDEX_BUSY', `${index} is changed by somebody else all the time`, {
            hint: 'See that nobody else works on this name, then run this again.',
        });
    }
}
async function hasAlias(cluster, index, alias) {
    try {
        return alias in (await (0,cluster_indices/* getAliases */.VK)(cluster, index, 'marks too'));
    }
    catch (error) {
        if (error instanceof errors/* RestoreError */.DZ && (0,cluster_errors/* statusOf */.c2)(error.cause) === 404)
            return false;
        throw error;
    }
}
async function findAlive(cluster, marked, { besides, run, log }) {
    const doubtful = new Map([...marked].filter(([, marker]) => !(0,markers/* isEarlierAttempt */.yW)(marker, run)));
    if (doubtful.size > 0) {
        log(`Unfinished restores found in ${[...doubtful.keys()].join(', ')}; watching whether their runs are alive`);
    }
    const targetOf = (index) => besides.find((beside) => beside.index === index)?.target ?? index;
    const targets = [...new Set([...doubtful.keys()].map(targetOf))];
    return await (0,markers/* watchMarkers */.rK)(doubtful, async () => markersOf(await (0,cluster_indices/* lookUpTargets */.T8)(cluster, targets), await findBesides(cluster, targets)));
}
function markersOf(targets, besides) {
    const marked = new Map(besides.map(({ index, marker }) => [index, marker]));
    for (const [index, state] of targets) {
        if (state.kind === 'index' && state.marker)
            marked.set(index, state.marker);
    }
    return marked;
}
//# sourceMappingURL=wrecks.js.map
;// CONCATENATED MODULE: ./lib/cluster/name-templates.js

const name_templates_WANTED = ['index_patterns', 'priority', 'data_stream', 'composed_of', 'template.aliases'].map((part) => `index_templates.index_template.${part}`);
/**
 * @returns the cluster's index templates; none where this user may not ask: an index is then refused where its name is
 * that of a data stream
 */
async function nameTemplates(cluster) {
    try {
        const { body } = await cluster.client.transport.request({
            method: 'GET',
            path: '/_index_template',
            querystring: { filter_path: ['index_templates.name', ...name_templates_WANTED].join(',') },
        });
        return (body.index_templates ?? []).map(({ name, index_template }) => ({
            name,
            patterns: [index_template.index_patterns ?? []].flat(),
            priority: index_template.priority ?? 0,
            isOfDataStreams: index_template.data_stream !== undefined,
            composedOf: index_template.composed_of ?? [],
            aliases: index_template.template?.aliases ?? {},
        }));
    }
    catch (error) {
        if ((0,cluster_errors/* statusOf */.c2)(error) === 403)
            return [];
        throw (0,cluster_errors/* clusterError */.Fs)(error, 'the index templates of the cluster cannot be read');
    }
}
//# sourceMappingURL=name-templates.js.map
// EXTERNAL MODULE: ./lib/cluster/data-streams.js
var data_streams = __webpack_require__(1820);
;// CONCATENATED MODULE: ./lib/cluster/data-stream-wrecks.js



/**
 * Looks data streams up, and removes those that killed runs left unfinished.
 * @param names of targets that no index and no alias has
 */
async function clearDataStreams(cluster, names, clearing) {
    const states = new Map();
    const marked = new Map();
    for (const name of names) {
        const state = await lookUp(cluster, name);
        states.set(name, state);
        if (state.kind === 'data stream' && state.marker)
            marked.set(name, state.marker);
    }
    const alive = await data_stream_wrecks_findAlive(cluster, marked, clearing);
    const busy = new Map();
    for (const [name, marker] of marked) {
        if (alive.has(name))
            busy.set(name, marker.run);
        else
            states.set(name, await data_stream_wrecks_clear(cluster, name, marker, clearing));
    }
    return { states, busy };
}
async function lookUp(cluster, name) {
    try {
        return await (0,data_streams/* lookUpDataStream */.Vt)(cluster, name);
    }
    catch (error) {
        if (!(error instanceof errors/* RestoreError */.DZ) || error.code === 'CLUSTER_UNREACHABLE')
            throw error;
        return { kind: 'untold', fault: error };
    }
}
async function data_stream_wrecks_findAlive(cluster, marked, { run, log }) {
    const doubtful = new Map([...marked].filter(([, marker]) => !(0,markers/* isEarlierAttempt */.yW)(marker, run)));
    if (doubtful.size === 0)
        return new Set();
    log(`Unfinished restores found in ${[...doubtful.keys()].join(', ')}; watching whether their runs are alive`);
    return await (0,markers/* watchMarkers */.rK)(doubtful, async () => {
        const now = [...doubtful.keys()].map(async (name) => {
            const state = await (0,data_streams/* lookUpDataStream */.Vt)(cluster, name);
            return [name, state.kind === 'missing' ? undefined : state.marker];
        });
        return new Map(await Promise.all(now));
    });
}
/** @returns what has the name when it has been cleared, or would be */
async function data_stream_wrecks_clear(cluster, name, marker, { mayWrite, log }) {
    if (!mayWrite)
        return { kind: 'missing' };
    // A request of the run that left it may have finished it in this very moment.
    if ((await (0,data_streams/* dataStreamMarker */.NT)(cluster, name))?.run !== marker.run)
        return await (0,data_streams/* lookUpDataStream */.Vt)(cluster, name);
    log(`Removing data stream ${name}, which a run that was ended left unfinished`);
    await (0,data_streams/* deleteDataStream */.eR)(cluster, name);
    return { kind: 'missing' };
}
//# sourceMappingURL=data-stream-wrecks.js.map
// EXTERNAL MODULE: ./lib/json/leaves.js
var json_leaves = __webpack_require__(2480);
;// CONCATENATED MODULE: ./lib/plan/templates.js



/**
 * @param held the cluster's index templates
 * @param steps what is put before any index; of one name they take the place of the cluster's
 */
function templatesToCome(held, steps) {
    const put = steps.filter(({ type }) => type === 'index_template').map(nameTemplateOf);
    const names = new Set(put.map(({ name }) => name));
    return { composable: [...held.filter(({ name }) => !names.has(name)), ...put], steps };
}
/** @returns as much of an index template of the dump as is told of the cluster's */
function nameTemplateOf(step) {
    const { index_patterns, priority, data_stream, composed_of } = step.body;
    return {
        name: step.name,
        patterns: listOf(index_patterns),
        priority: Number(priority ?? 0),
        isOfDataStreams: data_stream !== undefined,
        composedOf: listOf(composed_of),
        aliases: definitionOf(step).aliases ?? {},
        step,
    };
}
/** @returns the index template that makes an index of this name */
function bestOf(templates, target) {
    const fitting = templates.filter(({ patterns }) => patterns.some((pattern) => (0,inputs_globs/* fits */.l)(pattern, target)));
    return fitting.toSorted((a, b) => b.priority - a.priority)[0];
}
/** @returns what of the dump takes part in making an index of this name: legacy templates only where no other fits */
function partsFor(target, { composable, steps }) {
    const best = bestOf(composable, target);
    if (!best)
        return steps.filter((step) => step.type === 'template' && isLegacyFor(step, target));
    const parts = steps.filter(({ type, name }) => type === 'component_template' && best.composedOf?.includes(name));
    return best.step ? [...parts, best.step] : parts;
}
function isLegacyFor({ body }, target) {
    // Of old, `template` is the one pattern.
    const patterns = listOf(body.index_patterns ?? (typeof body.template === 'string' ? body.template : []));
    return patterns.some((pattern) => (0,inputs_globs/* fits */.l)(pattern, target));
}
/** @returns the names that an index may have when it is made, which is when templates give it what they bring */
function namesWhenMade(target) {
    return { new: target, beside: `${target}--restoring-` };
}
/**
 * @returns aliases that templates give to an index of this name, each as the one says that counts; of the cluster's component
 * and legacy ones they are not known
 */
function aliasesFor(target, toCome) {
    const best = bestOf(toCome.composable, target);
    const held = best && !best.step ? [{ template: best.name, aliases: best.aliases, isOfDump: false }] : [];
    const place = ({ type, name }) => type === 'component_template' ? (best?.composedOf ?? []).indexOf(name) : (best?.composedOf ?? []).length;
    const put = partsFor(target, toCome)
        .toSorted((a, b) => place(a) - place(b))
        .map((step) => ({ template: step.name, aliases: aliasesOf(step), isOfDump: true }));
    const all = [...put, ...held].flatMap(({ aliases = {}, ...from }) => Object.entries(aliases).map(([alias, options]) => ({ alias, options, ...from })));
    return [...new Map(all.map((one) => [one.alias, one])).values()];
}
/** Of a legacy template OpenSearch drops which index is written to. */
function aliasesOf(step) {
    const { aliases } = definitionOf(step);
    if (step.type !== 'template' || !aliases)
        return aliases;
    return Object.fromEntries(Object.entries(aliases).map(([alias, options]) => [
        alias,
        { ...objectOf(options), is_write_index: undefined },
    ]));
}
/** @returns the plan of an index that is made with the templates of the dump that take part in it */
function withTemplates(plan, toCome) {
    const isMade = !plan.fault && plan.action !== 'append' && plan.action !== 'skip';
    const steps = isMade ? partsFor(plan.target, toCome) : [];
    if (steps.length === 0)
        return plan;
    const templates = steps.map((step) => {
        const { type, name } = step;
        // Without it what it is composed of is missing too.
        const lost = type === 'index_template' ? steps : [step];
        return { type, name, only: onlyBroughtBy(lost, plan) };
    });
    return { ...plan, templates };
}
function onlyBroughtBy(parts, { definition }) {
    const kinds = ['settings', 'mappings', 'aliases'];
    return kinds.filter((kind) => {
        if (definition[kind])
            return false;
        const names = parts.flatMap((step) => Object.keys(flat(definitionOf(step)[kind] ?? {}, kind)));
        return names.some((name) => !(definition.analysis && /^(index\.)?analysis\./.test(name)));
    });
}
function flat(definition, kind) {
    return kind === 'settings' ? Object.fromEntries((0,json_leaves/* leavesOf */.w)(definition)) : definition;
}
/** @returns whether templates of the dump give a mapping to an index of this name */
function isMappedByDump(target, toCome) {
    return partsFor(target, toCome).some((step) => Object.keys(definitionOf(step).mappings ?? {}).length > 0);
}
/** @returns settings, mappings and aliases as a template brings them */
function definitionOf({ type, body }) {
    const { settings, mappings, aliases } = type === 'template' ? body : objectOf(body.template);
    return {
        ...(settings ? { settings: objectOf(settings) } : {}),
        ...(mappings ? { mappings: objectOf(mappings) } : {}),
        ...(aliases ? { aliases: objectOf(aliases) } : {}),
    };
}
function objectOf(value) {
    return (0,objects/* isObject */.G)(value) ? value : {};
}
function listOf(value) {
    return [value ?? []].flat().map(String);
}
//# sourceMappingURL=templates.js.map
;// CONCATENATED MODULE: ./lib/plan/aliases.js




/**
 * Renames the aliases of the dump. An index that was dumped through an alias has that alias among its own, and no index can
 * have an alias of its own name: where it shows the whole index it is left out, as the name leads there anyway.
 * @param targets names of all indexes of this restore, those of other shards too
 * @throws RestoreError NAMES_CLASH where an alias has the name of one of them, or two of an index would have one name;
 * INDEX_NAME_INVALID where renaming makes a name that OpenSearch refuses, or one is a mark of this action; with every such fault
 */
function renameAliases(indices, rename, targets) {
    const taken = new Set(targets);
    const clashes = [];
    const refused = [];
    const all = indices.map((index) => {
        const { aliases } = index.metadata;
        if (!aliases)
            return index;
        const named = Object.create(null);
        for (const [source, alias] of Object.entries(aliases)) {
            const name = rename ? renamed(source, rename) : source;
            if (name === index.target && name === source && isOfAll(alias))
                continue;
            const which = `alias ${source} of index ${index.name}`;
            if (taken.has(name))
                clashes.push(`${which} would have the name of the index ${name}`);
            if (name in named)
                clashes.push(`${which}, and another one of it, would become ${name}`);
            const fault = (0,markers/* runIn */.VO)(name) !== '' ? markFault(name) : name === source ? undefined : aliasNameFault(name);
            if (fault !== undefined)
                refused.push(`${which}: ${fault}`);
            named[name] = alias;
        }
        return { ...index, metadata: { ...index.metadata, aliases: named } };
    });
    const fix = rename
        ? 'Change `rename-alias-pattern` or `rename-alias-replacement`, or leave `alias` out of `types`.'
        : 'Rename with `rename-alias-pattern` and `rename-alias-replacement`, or leave `alias` out of `types`.';
    requireNoFault(clashes, refused, fix);
    return all;
}
/** Whichever index it is on, the next restore would take that one for unfinished, and remove it. */
function markFault(name) {
    return `${name} is how this action marks an index that is not finished`;
}
function isOfAll(alias) {
    return Object.keys((alias ?? {})).length === 0;
}
/** @returns what a reader should know of a pattern that does nothing */
function aliasWarnings(indices, rename) {
    if (!rename || indices.length === 0)
        return [];
    const restored = indices.flatMap(({ metadata }) => (metadata.aliases ? [metadata.aliases] : []));
    if (restored.length === 0)
        return ['`rename-alias-pattern` has no effect: no aliases are restored.'];
    if (restored.some((aliases) => Object.keys(aliases).some((name) => isMatched(name, rename))))
        return [];
    return ['`rename-alias-pattern` matches none of the aliases: they keep their names.'];
}
//# sourceMappingURL=aliases.js.map
;// CONCATENATED MODULE: ./lib/plan/elasticsearch/mappings.js


/** What a mapping has at its top; any other name there is that of a type. */
const ROOT = new Set([
    'properties',
    'dynamic',
    'dynamic_templates',
    'dynamic_date_formats',
    'date_detection',
    'numeric_detection',
    'include_in_all',
    'runtime',
    'subobjects',
    '_all',
    '_source',
    '_routing',
    '_meta',
    '_field_names',
    '_parent',
    '_size',
    '_timestamp',
    '_ttl',
    '_data_stream_timestamp',
    'context_aware_grouping',
    'derived',
]);
/**
 * What OpenSearch refuses and no document is different without: they say what else is searched, or kept beside it.
 * https://www.elastic.co/guide/en/elasticsearch/reference/6.8/mapping-all-field.html
 */
const ROOT_LEFT_OUT = ['_all', '_timestamp', '_ttl'];
const EVERYWHERE_LEFT_OUT = 'include_in_all';
/**
 * Takes the level of types off a mapping, which Elasticsearch 6 has and OpenSearch does not.
 * https://www.elastic.co/guide/en/elasticsearch/reference/7.17/removal-of-types.html
 * @returns the mapping, and the names of what was left out, `mappings._all`
 * @throws RestoreError DUMP_METADATA_INVALID where it has several types
 */
function untyped(index, mappings) {
    const names = Object.keys(mappings);
    const isTyped = names.every((name) => !ROOT.has(name) && (0,objects/* isObject */.G)(mappings[name]));
    if (names.length === 0 || !isTyped)
        return restorable(mappings);
    const types = names.filter((name) => name !== '_default_');
    const [only = '_default_', ...others] = types;
    if (others.length > 0) {
        throw new errors/* RestoreError */.DZ('DUMP_METADATA_INVALID', `the mapping of index ${index} has ${types.length} types (${types.join(', ')}); OpenSearch has no types`, { hint: 'Reindex each type into an index of its own before you dump it.' });
    }
    const { mappings: kept, leftOut } = restorable(mappings[only]);
    const isDefaultLeft = types.length > 0 && names.length > types.length;
    return { mappings: kept, leftOut: [...(isDefaultLeft ? ['mappings._default_'] : []), ...leftOut] };
}
function restorable(mappings) {
    const refused = ROOT_LEFT_OUT.filter((name) => Object.hasOwn(mappings, name));
    const leftOut = refused.map((name) => `mappings.${name}`);
    const kept = Object.fromEntries(Object.entries(mappings).filter(([name]) => !refused.includes(name)));
    return { mappings: withoutParameters(kept, 'mappings', leftOut), leftOut };
}
/** A copy of a level: the mapping, or one field. */
function withoutParameters(level, path, leftOut) {
    const parameters = Object.entries(level).flatMap(([name, value]) => {
        const place = `${path}.${name}`;
        if (name === EVERYWHERE_LEFT_OUT) {
            leftOut.push(place);
            return [];
        }
        if ((name === 'properties' || name === 'fields') && (0,objects/* isObject */.G)(value)) {
            return [[name, mapped(value, (field, one) => inner(field, `${place}.${one}`, leftOut))]];
        }
        if (name === 'dynamic_templates' && Array.isArray(value)) {
            return [[name, value.map((template) => inTemplate(template, place, leftOut))]];
        }
        return [[name, value]];
    });
    return Object.fromEntries(parameters);
}
/** `{"strings": {"match": …, "mapping": {…}}}` */
function inTemplate(template, path, leftOut) {
    if (!(0,objects/* isObject */.G)(template))
        return template;
    return mapped(template, (one, name) => {
        if (!(0,objects/* isObject */.G)(one) || !(0,objects/* isObject */.G)(one.mapping))
            return one;
        return { ...one, mapping: inner(one.mapping, `${path}.${name}.mapping`, leftOut) };
    });
}
function inner(field, path, leftOut) {
    return (0,objects/* isObject */.G)(field) ? withoutParameters(field, path, leftOut) : field;
}
function mapped(object, map) {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}
//# sourceMappingURL=mappings.js.map
;// CONCATENATED MODULE: ./lib/plan/elasticsearch/settings.js

/**
 * Settings that Elasticsearch 6, 7 or 8 gives an index and that no OpenSearch takes, with whatever plugin: with one of
 * them it refuses the whole index. By name, or that of their group, without `index.`.
 *
 * From IndexScopedSettings and IndexSettings of both servers, and the pages "Index modules", "Index lifecycle management
 * settings", "Time series index settings" of https://www.elastic.co/guide/en/elasticsearch/reference/8.11/.
 */
const UNKNOWN = [
    // Lifecycles, tiers and the kinds of an index
    'lifecycle',
    'routing.allocation.include._tier',
    'routing.allocation.include._tier_preference',
    'routing.allocation.exclude._tier',
    'routing.allocation.exclude._tier_preference',
    'routing.allocation.require._tier',
    'routing.allocation.require._tier_preference',
    'routing.allocation.disk.watermark.ignore',
    'shard_limit.group',
    'xpack',
    'frozen',
    'search.throttled',
    'source_only',
    'store.snapshot',
    'allocation.existing_shards_allocator',
    'downsample',
    'rollup.source',
    'failure_store',
    'verified_read_only',
    // Time series and logs
    'mode',
    'routing_path',
    'dimensions',
    'dimensions_tsid_strategy_enabled',
    'time_series',
    'look_ahead_time',
    'look_back_time',
    'logsdb',
    'mapping.dimension_fields.limit',
    'use_time_series_doc_values_format',
    'use_time_series_doc_values_format_large_block_size',
    // What a mapping may do
    'mapping.single_type',
    'mapping.ignore_above',
    'mapping.nested_parents.limit',
    'mapping.total_fields.ignore_dynamic_beyond_limit',
    'mapping.field_name_length.ignore_dynamic_beyond_limit',
    'mapping.source.mode',
    'mapping.synthetic_source_keep',
    'mapping.synthetic_source',
    'mapping.synthetic_id',
    'mapping.exclude_source_vectors',
    'mapping.use_doc_values_skipper',
    'mapping.semantic_text',
    'mapper.source.mode',
    'mapper.dynamic',
    // How an index is kept and searched
    'bloom_filter_for_id_field',
    'bloom_filter_doc_values',
    'dense_vector',
    'disable_sequence_numbers',
    'fast_refresh',
    'highlight.weight_matches_mode',
    'indexing.slowlog.include',
    'merge.intra_merge_parallelism_enabled',
    'optimize_auto_generated_id',
    'recovery.use_synthetic_source',
    'search.slowlog.include',
    'seq_no.index_options',
    'translog.flush_threshold_age',
    'use_legacy_postings_format',
];
/** Settings that both know, with values that only Elasticsearch has: each is about how an index is kept on disk. */
const UNKNOWN_VALUES = {
    codec: /^legacy_/,
    'recovery.type': /^snapshot_/i,
    'shard.check_on_startup': /^fix$/,
    'soft_deletes.enabled': /^false$/,
    'store.type': /^snapshot$/,
};
/** @param name dotted, without `index.` @returns whether only Elasticsearch takes this setting with this value */
function isUnknown(name, value) {
    const hasUnknownValue = Object.hasOwn(UNKNOWN_VALUES, name) && UNKNOWN_VALUES[name]?.test(String(value));
    return hasUnknownValue || UNKNOWN.some((one) => name === one || name.startsWith(`${one}.`));
}
/**
 * @param settings nested or dotted, with or without the level `index`
 * @returns those that OpenSearch can have, and the names of the others, `index.lifecycle.name`
 */
function withoutUnknown(settings) {
    const named = (0,json_leaves/* leavesOf */.w)(settings).map(([path, value]) => {
        const name = path.replace(/^index\./, '');
        return { path, value, name: `index.${name}`, isLeft: isUnknown(name, value) };
    });
    const leftOut = named.filter(({ isLeft }) => isLeft).map(({ name }) => name);
    if (leftOut.length === 0)
        return { settings, leftOut };
    const kept = named.filter(({ isLeft }) => !isLeft).map(({ path, value }) => [path, value]);
    return { settings: (0,json_leaves/* nested */.c)(kept), leftOut };
}
//# sourceMappingURL=settings.js.map
;// CONCATENATED MODULE: ./lib/plan/settings.js




/**
 * Leaves out of the dump's settings what is to be ignored, then what only Elasticsearch knows, and lays `index-settings`
 * over the rest: over the analysis too, as far as the dump's is restored.
 * @returns the metadata, and the names of the settings that only Elasticsearch knows
 */
function shapeSettings(metadata, wanted) {
    const given = withoutExpansion(wanted.indexSettings ?? {});
    const ignored = wanted.ignoreIndexSettings.map(matcherOf);
    const { settings, analysis, ...rest } = metadata;
    const known = withoutUnknown(withoutIgnored(settings ?? {}, ignored));
    const isSettled = settings !== undefined || Object.keys(given).length > 0;
    return {
        metadata: {
            ...rest,
            ...(isSettled && { settings: laidOver(known.settings, given) }),
            ...(analysis && {
                analysis: only(laidOver(withoutIgnored(analysis, ignored), given), Object.keys(analysis)),
            }),
        },
        leftOut: known.leftOut.filter((name) => !Object.hasOwn(given, name.slice('index.'.length))),
    };
}
function withoutIgnored(settings, ignored) {
    if (ignored.length === 0)
        return settings;
    return (0,json_leaves/* nested */.c)((0,json_leaves/* leavesOf */.w)(settings).filter(([name]) => !ignored.some((isIgnored) => isIgnored(name))));
}
/** @param given dotted */
function laidOver(settings, given) {
    if (Object.keys(given).length === 0)
        return settings;
    return (0,json_leaves/* nested */.c)(Object.entries({ ...Object.fromEntries((0,json_leaves/* leavesOf */.w)(settings)), ...given }));
}
/** @returns what a reader should know of names that fit nothing */
function ignoredWarnings(indices, { ignoreIndexSettings }) {
    const restored = indices.filter(({ fault }) => fault === undefined).map(({ metadata }) => metadata);
    if (restored.length === 0)
        return [];
    const names = new Set(restored.flatMap(({ settings, analysis }) => (0,json_leaves/* leavesOf */.w)({ ...settings, ...analysis }).map(([name]) => name)));
    const idle = ignoreIndexSettings.filter((pattern) => ![...names].some(matcherOf(pattern)));
    if (idle.length === 0)
        return [];
    const hint = restored.some(({ settings }) => settings) ? '' : '; `types` asks for no settings';
    return [`\`ignore-index-settings\`: no setting of the dump fits ${listed(idle)}${hint}.`];
}
/** A number of replicas holds only where the cluster does not work it out itself. */
function withoutExpansion(given) {
    const isFixed = (given.number_of_replicas ?? null) !== null && given.auto_expand_replicas === undefined;
    return isFixed ? { ...given, auto_expand_replicas: false } : given;
}
/** A name is the setting's, or that of its group: `lifecycle` is as good as `index.lifecycle.*`. */
function matcherOf(pattern) {
    const globs = [pattern, `${pattern}.*`];
    return (name) => globs.some((glob) => (0,inputs_globs/* fits */.l)(glob, name) || (0,inputs_globs/* fits */.l)(glob, `index.${name}`));
}
function only(settings, keys) {
    return Object.fromEntries(keys.filter((key) => key in settings).map((key) => [key, settings[key]]));
}
//# sourceMappingURL=settings.js.map
;// CONCATENATED MODULE: ./lib/plan/shape.js





/**
 * Changes what has been read of a dump into what is to be restored: aliases by their new names, settings without those
 * that are ignored and with those that are laid over, settings and mappings without what only Elasticsearch knows. The
 * names of the indexes stay. A mapping that cannot be is the fault of its index.
 * @param targets names of all indexes of this restore, those of other shards too
 * @throws RestoreError NAMES_CLASH, INDEX_NAME_INVALID for aliases that cannot be, INPUTS_INVALID for a pattern that does not
 * come to an end
 */
function shape(indices, wanted, targets) {
    const { named, warnings } = cutOff('rename-alias-pattern', () => ({
        named: renameAliases(indices, wanted.renameAlias, targets),
        warnings: aliasWarnings(indices, wanted.renameAlias),
    }));
    return {
        indices: named.map((index) => shapeIndex(index, wanted)),
        warnings: [...warnings, ...ignoredWarnings(indices, wanted)],
    };
}
function shapeIndex(index, wanted) {
    const { metadata, leftOut } = shapeSettings(index.metadata, wanted);
    if (!metadata.mappings)
        return { ...index, metadata, leftOut };
    try {
        const { mappings, leftOut: unmapped } = untyped(index.name, metadata.mappings);
        return { ...index, metadata: { ...metadata, mappings }, leftOut: [...leftOut, ...unmapped] };
    }
    catch (error) {
        if (!(error instanceof errors/* RestoreError */.DZ))
            throw error;
        return { ...index, fault: index.fault ?? error };
    }
}
//# sourceMappingURL=shape.js.map
;// CONCATENATED MODULE: ./lib/plan/elasticsearch/templates.js


/**
 * Templates of Elasticsearch, Kibana and Fleet themselves, which need what OpenSearch has not. From 7.9 on most of them
 * say so in `_meta.managed`; these do not.
 * https://www.elastic.co/guide/en/elasticsearch/reference/8.11/index-templates.html#avoid-index-pattern-collisions
 */
const BUILT_IN = new RegExp([
    String.raw `^\.(?:alerts|apm|async-search|data-frame|deprecation|enrich|fleet|ilm-history|internal\.alerts|items)`,
    String.raw `^\.(?:kibana|lists|logstash|management-beats|ml|monitoring|preview\.alerts|reporting|rollup|security)`,
    String.raw `^\.(?:siem-signals|slm-history|snapshot-blob-cache|transform|triggered_watches|watch)`,
    '^(?:ilm-history|slm-history|security-index-template|security_audit_log|kibana_index_template:)',
].join('|'));
/** What the index template and component template APIs of OpenSearch have no member for. */
const BODY_LEFT_OUT = [
    'allow_auto_create',
    'created_date',
    'created_date_millis',
    'deprecated',
    'ignore_missing_component_templates',
    'modified_date',
    'modified_date_millis',
];
const TEMPLATE_LEFT_OUT = ['data_stream_options', 'lifecycle'];
/** OpenSearch takes these without a word, and does nothing about them. */
const DATA_STREAM_LEFT_OUT = ['allow_custom_routing', 'failure_store', 'hidden', 'index_mode'];
/**
 * Leaves out of templates what only Elasticsearch knows, and templates and policies that are its own.
 * @returns what can be put, in the given order, and what was left out, with the names of its parts; none where it is all
 */
function restorableSteps(steps) {
    const own = new Set(steps.filter(isBuiltIn));
    const parts = namesOf(steps.filter((step) => !own.has(step)));
    const shaped = steps.map((step) => (own.has(step) ? { step, leftOut: [] } : restorableStep(step, parts)));
    return {
        steps: shaped.filter((_, i) => !own.has(steps[i])).map(({ step }) => step),
        leftOut: shaped
            .filter(({ step, leftOut }) => own.has(step) || leftOut.length > 0)
            .map(({ step: { type, name }, leftOut }) => ({ type, name, parts: leftOut })),
    };
}
function isBuiltIn({ type, name, body }) {
    // A lifecycle of Elasticsearch; a policy of OpenSearch has states.
    if (type === 'policy')
        return objectAt(body, 'policy')?.phases !== undefined;
    if (!isTemplate(type))
        return false;
    return BUILT_IN.test(name) || objectAt(body, '_meta')?.managed === true;
}
function isTemplate(type) {
    return type === 'template' || type === 'component_template' || type === 'index_template';
}
function namesOf(steps) {
    return new Set(steps.filter(({ type }) => type === 'component_template').map(({ name }) => name));
}
/** @param parts names of the component templates that are put */
function restorableStep(step, parts) {
    const { type, name, body } = step;
    if (!isTemplate(type))
        return { step, leftOut: [] };
    if (type === 'template') {
        const { definition, leftOut } = restorableDefinition(name, body);
        return { step: { ...step, body: definition }, leftOut };
    }
    const leftOut = [];
    const kept = without(body, BODY_LEFT_OUT, '', leftOut);
    const optional = listAt(body, 'ignore_missing_component_templates').filter((one) => !parts.has(one));
    const missing = listAt(body, 'composed_of').filter((one) => optional.includes(one));
    if (missing.length > 0) {
        kept.composed_of = listAt(body, 'composed_of').filter((one) => !missing.includes(one));
        leftOut.push(...missing.map((one) => `composed_of.${one}`));
    }
    const stream = objectAt(body, 'data_stream');
    if (stream)
        kept.data_stream = without(stream, DATA_STREAM_LEFT_OUT, 'data_stream.', leftOut);
    const template = objectAt(body, 'template');
    if (template) {
        const found = restorableDefinition(name, without(template, TEMPLATE_LEFT_OUT, 'template.', leftOut));
        kept.template = found.definition;
        leftOut.push(...found.leftOut);
    }
    return { step: { ...step, body: kept }, leftOut };
}
/** Settings and mappings, as a template brings them to an index. */
function restorableDefinition(name, given) {
    const definition = { ...given };
    const leftOut = [];
    const settings = objectAt(given, 'settings');
    if (settings) {
        const found = withoutUnknown(settings);
        definition.settings = found.settings;
        leftOut.push(...found.leftOut);
    }
    const mappings = objectAt(given, 'mappings');
    if (mappings && Object.keys(mappings).length > 0) {
        const found = untypedOrAsIs(name, mappings);
        definition.mappings = found.mappings;
        leftOut.push(...found.leftOut);
    }
    return { definition, leftOut };
}
/** A mapping of several types stays as it is: the cluster refuses that template, and not all others with it. */
function untypedOrAsIs(name, mappings) {
    try {
        return untyped(name, mappings);
    }
    catch {
        return { mappings, leftOut: [] };
    }
}
function without(object, names, path, leftOut) {
    const found = names.filter((name) => Object.hasOwn(object, name));
    leftOut.push(...found.map((name) => path + name));
    return Object.fromEntries(Object.entries(object).filter(([name]) => !found.includes(name)));
}
function objectAt(object, key) {
    const value = object[key];
    return value !== null && typeof value === 'object' && !Array.isArray(value)
        ? value
        : undefined;
}
function listAt(object, key) {
    const value = object[key];
    return Array.isArray(value) ? value.map(String) : [];
}
//# sourceMappingURL=templates.js.map
;// CONCATENATED MODULE: ./lib/plan/data-streams.js


/** @returns the targets that are data streams: the index template that fits them best has `data_stream` */
function dataStreamsAmong(targets, { composable }) {
    return new Set(targets.filter((target) => bestOf(composable, target)?.isOfDataStreams));
}
/** Decides what is done with a data stream, or a name that will be one's. */
function planDataStream(plan, state, ifExists) {
    const { target, definition, steps } = plan;
    const stream = { ...plan, isDataStream: true };
    const isThere = state.kind === 'data stream' && !state.isUntouched;
    if (isThere && ifExists === 'skip')
        return { ...stream, action: 'skip', steps: [] };
    const aliases = Object.keys(definition.aliases ?? {});
    if (aliases.length > 0)
        return faulty(stream, aliasFault(target, aliases));
    if (isThere && ifExists === 'append') {
        return { ...stream, action: 'append', steps: steps.filter((type) => !OF_TEMPLATE.includes(type)) };
    }
    if (isThere)
        return faulty(stream, existsFault(target, ifExists));
    if (steps.every((type) => type === 'alias'))
        return { ...stream, action: 'skip', steps: [] };
    return stream;
}
/** What a data stream that exists has of its index template, and keeps. */
const OF_TEMPLATE = ['index', 'settings'];
function faulty(plan, fault) {
    return { ...plan, fault, steps: [] };
}
function aliasFault(target, aliases) {
    return new errors/* RestoreError */.DZ('INDEX_DIFFERS', `${target} is a data stream, which takes no aliases, and the dump has ${aliases.join(', ')}`, { hint: 'Leave `alias` out of `types`.' });
}
function existsFault(target, ifExists) {
    const why = ifExists === 'fail'
        ? 'and `if-exists` is `fail`'
        : `and nothing can be restored beside it and put in its place, as \`if-exists: ${ifExists}\` does`;
    return new errors/* RestoreError */.DZ('INDEX_EXISTS', `data stream ${target} exists, ${why}`, {
        hint: `Delete it first (DELETE /_data_stream/${target}), or set \`if-exists\` to \`skip\` or \`append\`.`,
    });
}
/** @param kind what has the name now: it was made before the template was */
function wouldBeDataStream(target, kind) {
    return new errors/* RestoreError */.DZ('INDEX_EXISTS', `${target} is an ${kind}, and by an index template its name is that of a data stream: no index can be made in its place`, { hint: 'Delete it first, or restore under another name with `rename-pattern`.' });
}
/** @returns what a reader should know of data streams of the dump that become indexes */
function streamWarnings(indices, plans) {
    return indices.flatMap(({ name, metadata, isDataStream, fault }, i) => {
        const plan = plans[i];
        if (fault || plan?.fault || plan?.isDataStream || plan?.action === 'skip')
            return [];
        if (!isDataStream && !isOfDataStream(metadata.mappings))
            return [];
        return [
            `${name} is a data stream in the dump, and is restored as an index: no index template with \`data_stream\` fits ${plan?.target}. Restore it as well (\`index_template\`), or put one into the cluster before.`,
        ];
    });
}
/** @param mappings of an index behind a data stream, or of another */
function isOfDataStream(mappings) {
    const { enabled } = (mappings?._data_stream_timestamp ?? {});
    return String(enabled) === 'true';
}
//# sourceMappingURL=data-streams.js.map
;// CONCATENATED MODULE: ./lib/plan/shared-aliases.js


/** @returns all aliases that indexes may get, to look up what the cluster has under their names */
function aliasNames(indices, templates) {
    const names = indices.flatMap(({ target, metadata, fault }) => fault
        ? []
        : [
            ...Object.keys(metadata.aliases ?? {}),
            ...Object.values(namesWhenMade(target))
                .flatMap((name) => aliasesFor(name, templates))
                .map(({ alias }) => alias),
        ]);
    // What no alias can be is told elsewhere; in a request it might be a pattern.
    return [...new Set(names)].filter((name) => aliasNameFault(name) === undefined);
}
/** @returns what a reader should know of aliases that show more than before, as an index that is not restored has them */
function sharedAliasWarnings(plans, known) {
    const isOutside = outsidersOf(plans, known);
    const found = new Map();
    for (const plan of plans.filter(isRestored)) {
        const replaced = replacedBy(plan, known);
        for (const { alias, options, advice } of given(plan, known)) {
            const state = known.held.get(alias);
            if (state?.kind !== 'alias' || state.indices.some((index) => replaced.includes(index)))
                continue;
            const owners = state.indices.filter(isOutside);
            if (owners.length === 0)
                continue;
            const writing = isWriter(options)
                ? `, and what is written to it goes to ${plan.target} from then on`
                : state.writeIndex === undefined
                    ? ', and who writes to it finds no index'
                    : '';
            const tell = (targets) => `Alias ${alias}, which ${listed(targets)} will have, is an alias of ${listed(owners)} already: who reads it finds both${writing}. ${advice}`;
            const key = tell([]);
            const one = found.get(key) ?? { targets: [], tell };
            if (!one.targets.includes(plan.target))
                one.targets.push(plan.target);
            found.set(key, one);
        }
    }
    return [...found.values()].map(({ targets, tell }) => tell(targets));
}
const OF_DUMP = 'Rename it with `rename-alias-pattern`, or leave `alias` out of `types`.';
/** @returns the aliases that an index gets, from the dump and from templates where it is made */
function given({ target, action, definition }, { templates }) {
    const own = Object.entries(definition.aliases ?? {});
    const added = action === 'append' ? [] : aliasesFor(target, templates);
    return [
        ...own.map(([alias, options]) => ({ alias, options, advice: OF_DUMP })),
        ...added
            .filter(({ alias }) => !own.some(([name]) => name === alias))
            .map(({ alias, options, template, isOfDump }) => ({
            alias,
            options,
            advice: isOfDump
                ? `Take it out of template ${template} of the dump, or leave that out of \`types\`.`
                : `It is given by template ${template} of the cluster: restore under another name with \`rename-pattern\`, or change the template.`,
        })),
    ].filter(({ alias }) => alias !== target);
}
/** @returns whether an alias of these options writes to the index */
function isWriter(options) {
    const { is_write_index } = (options ?? {});
    return String(is_write_index) === 'true';
}
/** @returns whether something is done with it */
function isRestored({ fault, action }) {
    return !fault && action !== 'skip';
}
/** @returns the indexes that this one is, or takes the place of */
function replacedBy({ target }, { states }) {
    const state = states.get(target);
    return state?.kind === 'alias' ? state.indices : [target];
}
/** @returns whether an index is none of those that are restored, here or by other jobs */
function outsidersOf(plans, known) {
    const restored = plans.filter(isRestored);
    const own = new Set([
        ...known.otherTargets,
        ...restored.flatMap((plan) => [plan.target, ...replacedBy(plan, known)]),
    ]);
    // What a swap has put behind a name.
    return (index) => !own.has(index) && !own.has(index.replace(/--restoring-.*$/, ''));
}
//# sourceMappingURL=shared-aliases.js.map
;// CONCATENATED MODULE: ./lib/plan/second-writers.js



/**
 * An alias writes to one index.
 * @returns the plans, with a fault where the dump or a template makes an index the one that an alias writes to, and it
 * writes to another already that stays, or is there still when this one is made
 */
function refuseSecondWriters(plans, known) {
    const isOutside = outsidersOf(plans, known);
    const isKept = (index, alias) => plans.some((plan) => isRestored(plan) && keeps(plan, alias) && replacedBy(plan, known).some((own) => own === index));
    const writers = new Map();
    return plans.map((plan) => {
        if (!isRestored(plan))
            return plan;
        const { target } = plan;
        const claims = claimsOf(plan, known);
        for (const claim of claims) {
            const { alias, template } = claim;
            const state = known.held.get(alias);
            const held = state?.kind === 'alias' ? state.writeIndex : undefined;
            const isStaying = held !== undefined && (template !== undefined || isOutside(held) || isKept(held, alias));
            const other = isStaying ? held : writers.get(alias);
            if (other === undefined)
                continue;
            const isOwn = replacedBy(plan, known).includes(other);
            const which = isOwn ? `${other}, which stays until the new one is in its place` : other;
            return { ...plan, fault: writerFault(target, claim, which), steps: [] };
        }
        for (const { alias } of claims)
            writers.set(alias, target);
        return plan;
    });
}
/**
 * @returns whether an alias stays what it is of an index: what is appended to keeps one that the dump does not name, what is
 * replaced keeps all where the dump has none
 */
function keeps({ action, definition: { aliases } }, alias) {
    return action === 'append' ? !Object.hasOwn(aliases ?? {}, alias) : aliases === undefined;
}
function claimsOf({ target, action, definition, isDataStream }, known) {
    const isMade = action !== 'append' && !isDataStream;
    const brought = isMade
        ? aliasesFor(namesWhenMade(target)[action === 'create' ? 'new' : 'beside'], known.templates)
        : [];
    const own = Object.entries(definition.aliases ?? {}).map(([alias, options]) => ({
        alias,
        options,
        hint: 'Rename the alias with `rename-alias-pattern`, or leave `alias` out of `types`.',
    }));
    const ofTemplates = brought.map(({ alias, options, template, isOfDump }) => ({
        alias,
        options,
        template,
        hint: isOfDump
            ? `Take \`is_write_index\` out of template ${template} of the dump, or leave that out of \`types\`.`
            : `Take \`is_write_index\` out of template ${template} of the cluster, or restore under a name that it does not fit, with \`rename-pattern\`.`,
    }));
    return [...ofTemplates, ...own]
        .filter(({ alias, options }) => alias !== target && isWriter(options))
        .map(({ options: _, ...claim }) => claim);
}
function writerFault(target, { alias, template, hint }, other) {
    const by = template === undefined ? '' : ` from the moment it is made, as template ${template} says`;
    return new errors/* RestoreError */.DZ('NAMES_CLASH', `index ${target} cannot be the one that alias ${alias} writes to${by}: that is ${other}, and there cannot be more than one write index`, { hint });
}
//# sourceMappingURL=second-writers.js.map
;// CONCATENATED MODULE: ./lib/plan/handovers.js


/**
 * @returns the aliases that the dump lets another index write to than may do so now, where both are restored: by this run,
 * or by other jobs of a matrix
 */
function handoversOf(plans, known) {
    return plans.flatMap((plan) => plan.action === 'skip' || plan.isDataStream
        ? []
        : Object.entries(plan.definition.aliases ?? {})
            .filter(([alias, options]) => alias !== plan.target && isWriter(options))
            .map(([alias]) => ({ alias, to: plan.target, from: giversOf(alias, plan, plans, known) }))
            .filter(({ from }) => from.length > 0));
}
function giversOf(alias, taker, plans, known) {
    const state = known.held.get(alias);
    if (state?.kind !== 'alias')
        return [];
    const own = plans
        .filter((plan) => plan !== taker && isRestored(plan) && !plan.isDataStream)
        .filter((plan) => !keeps(plan, alias) && !isWriter(plan.definition.aliases?.[alias]))
        .map((plan) => ({ target: plan.target, indices: replacedBy(plan, known) }));
    const others = known.otherTargets.map((target) => ({ target, indices: [target] }));
    const has = (name) => state.indices.some((index) => index === name || index.startsWith(`${name}--restoring-`));
    return [...own, ...others].filter(({ indices }) => indices.some(has));
}
//# sourceMappingURL=handovers.js.map
;// CONCATENATED MODULE: ./lib/plan/build.js







/** The order in which an index's types are applied. */
const ORDER = ['index', 'settings', 'analyzer', 'mapping', 'data', 'alias'];
/** What an index that exists takes of these; its settings stay its own. */
const APPENDED = ['analyzer', 'mapping', 'data', 'alias'];
/** Decides what is done with each index. Pure: asks nobody, changes nothing. */
function buildPlan(parts) {
    const { clusterSteps, notRestored } = parts;
    const known = { ...parts, held: parts.aliases };
    const planned = parts.indices.map((index) => asAttempted(planIndex(index, parts), index, parts));
    const indices = refuseSecondWriters(planned, known).map((plan) => withTemplates(plan, parts.templates));
    const warnings = [
        ...parts.warnings,
        ...streamWarnings(parts.indices, indices),
        ...settingsWarnings(indices, parts),
        ...swapWarnings(indices, parts),
        ...sharedAliasWarnings(indices, known),
        ...guessWarnings(indices, parts),
    ];
    const leftOut = [...parts.leftOut, ...parts.indices.flatMap((index, i) => leftOutOf(index, indices[i]))];
    return { clusterSteps, notRestored, leftOut, warnings, indices, handovers: handoversOf(indices, known) };
}
/** Where nothing is made of it, nothing is left out of it; an index that exists gets no settings anyway. */
function leftOutOf({ name, leftOut = [] }, plan) {
    if (!plan || plan.fault || plan.action === 'skip')
        return [];
    const parts = plan.action === 'append' ? leftOut.filter((part) => part.startsWith('mappings.')) : leftOut;
    return parts.length > 0 ? [{ type: 'index', name, parts }] : [];
}
function settingsWarnings(indices, { hasIndexSettings }) {
    const existing = indices.filter(({ action, fault }) => action === 'append' && !fault);
    if (!hasIndexSettings || existing.length === 0)
        return [];
    const names = listed(existing.map(({ target }) => target));
    return [`\`index-settings\` is not applied to what exists: ${names} keep their settings.`];
}
function guessWarnings(indices, parts) {
    if (!parts.isMappingMissing)
        return [];
    const guessed = indices.filter((plan) => {
        if (plan.fault || plan.action === 'append' || plan.action === 'skip')
            return false;
        if (plan.definition.mappings || !plan.steps.includes('data'))
            return false;
        return !parts.mappedByCluster.has(plan.target) && !isMappedByDump(plan.target, parts.templates);
    });
    if (guessed.length === 0)
        return [];
    const which = guessed.length < indices.length ? ` of ${listed(guessed.map(({ target }) => target))}` : '';
    return [`The dump has no mapping${which}: the cluster guesses the types of the fields from the documents.`];
}
/** An index of another name goes with a swap too, and that should be seen before. */
function swapWarnings(indices, { states }) {
    return indices.flatMap(({ target, action, fault }) => {
        const state = states.get(target);
        const [old] = action === 'swap' && !fault && state?.kind === 'alias' ? state.indices : [];
        if (old === undefined || old.startsWith(`${target}--restoring-`))
            return [];
        return [
            `${target} is an alias of index ${old}: with \`swap\` that index goes when the new one is in its place.`,
        ];
    });
}
/** What fails is told as what it would have been. */
function asAttempted(plan, { types }, { states, ifExists }) {
    const state = states.get(plan.target);
    const isThere = state?.kind === 'index' ||
        state?.kind === 'alias' ||
        (state?.kind === 'data stream' && !state.isUntouched);
    if (!plan.fault || !isThere)
        return plan;
    if (types.length > 0 && types.every((type) => type === 'alias'))
        return { ...plan, action: 'append' };
    const isAttempted = ifExists === 'append' || ifExists === 'replace' || ifExists === 'swap';
    return isAttempted ? { ...plan, action: ifExists } : plan;
}
function planIndex(read, parts) {
    const { name: source, target, dataFiles, data, dumped, metadata } = read;
    const plan = {
        source,
        target,
        action: 'create',
        fault: undefined,
        steps: ORDER.filter((type) => read.types.includes(type)),
        definition: metadata,
        dataFiles,
        data,
        dumped,
    };
    const fault = read.fault ??
        indexNameFault(target, source === target ? dataFiles[0]?.name : undefined) ??
        busyFault(target, parts) ??
        dataFault(read, parts);
    if (fault)
        return { ...plan, fault, steps: [] };
    const state = parts.states.get(target) ?? { kind: 'missing' };
    const isAliasOnly = plan.steps.every((type) => type === 'alias');
    if (state.kind === 'data stream' || (state.kind === 'missing' && parts.dataStreams.has(target)))
        return planDataStream(plan, state, parts.ifExists);
    if (state.kind === 'missing') {
        if (isAliasOnly)
            return { ...plan, fault: missingFault(target), steps: [] };
        // The name is an alias from the beginning, so that the next swap is one of aliases alone.
        return parts.ifExists === 'swap' ? { ...plan, action: 'swap' } : plan;
    }
    if (isAliasOnly && state.kind === 'index')
        return { ...plan, action: 'append' };
    if (state.kind === 'untold')
        return { ...plan, fault: state.fault, steps: [] };
    if (parts.ifExists === 'skip')
        return { ...plan, action: 'skip', steps: [] };
    // Restored beside, aliases alone would put an empty index in the place of a full one.
    if (isAliasOnly)
        return { ...plan, fault: aliasesOfAliasFault(target, state), steps: [] };
    if (parts.ifExists === 'append' && state.kind === 'index') {
        return { ...plan, action: 'append', steps: plan.steps.filter((type) => APPENDED.includes(type)) };
    }
    const isBeside = parts.ifExists === 'replace' || parts.ifExists === 'swap';
    if (isBeside && parts.dataStreams.has(target))
        return { ...plan, fault: wouldBeDataStream(target, state.kind), steps: [] };
    if (parts.ifExists === 'swap' && isSharedOld(target, state, parts))
        return { ...plan, fault: sharedFault(target, state), steps: [] };
    if (parts.ifExists === 'swap' && isSwappable(state))
        return { ...plan, action: 'swap' };
    if (parts.ifExists === 'replace' && state.kind === 'index')
        return { ...plan, action: 'replace' };
    return { ...plan, fault: build_existsFault(target, state, parts.ifExists), steps: [] };
}
/** An alias of several indexes, of a part of one, or of what another name is, shows less than what would go with it. */
function isSwappable(state) {
    if (state.kind !== 'alias')
        return state.kind === 'index';
    return state.indices.length === 1 && !state.isPartial && !state.isOfAnother;
}
/** Swapping an alias takes the index behind it away, and with it what another of these targets has just become. */
function isSharedOld(target, state, { indices, states }) {
    if (state.kind !== 'alias')
        return false;
    return indices.some(({ target: other }) => {
        if (other === target)
            return false;
        const its = states.get(other);
        const behind = its?.kind === 'alias' ? its.indices : [other];
        return behind.some((index) => state.indices.includes(index));
    });
}
function sharedFault(target, state) {
    const indices = state.kind === 'alias' ? state.indices.join(', ') : '';
    return new errors/* RestoreError */.DZ('INDEX_EXISTS', `${target} is an alias of ${indices}, and that is another target too`, {
        hint: 'Restore one of them, with `index` or `match`: with `swap` the index behind an alias goes.',
    });
}
function busyFault(target, { busy }) {
    const run = busy.get(target);
    if (run === undefined)
        return undefined;
    return new errors/* RestoreError */.DZ('INDEX_BUSY', `another run (${run}) is restoring into index ${target}`, {
        hint: 'Wait until it has ended, then run this again.',
    });
}
function dataFault(read, { isDataAsked }) {
    if (!isDataAsked || read.types.includes('data'))
        return undefined;
    return new errors/* RestoreError */.DZ('DUMP_TYPE_MISSING', `the dump has no data file for index ${read.name}`, {
        hint: 'Take the dump again, of a closed index when it is open; to restore this index without documents, leave `data` out of `types`.',
    });
}
function missingFault(target) {
    return new errors/* RestoreError */.DZ('INDEX_MISSING', `index ${target}, which the aliases are for, does not exist`, {
        hint: 'Restore the index as well: add `mapping` and `data` to `types`.',
    });
}
function aliasesOfAliasFault(target, state) {
    const indices = state.kind === 'alias' ? state.indices.join(', ') : target;
    return new errors/* RestoreError */.DZ('INDEX_EXISTS', `${target}, which the aliases are for, is an alias of ${indices}`, {
        hint: 'Give that index the aliases by hand, or restore it with them: add `mapping` and `data` to `types`.',
    });
}
function build_existsFault(target, state, ifExists) {
    if (state.kind === 'alias') {
        const what = state.isPartial ? 'an alias of a part of' : 'an alias of';
        return new errors/* RestoreError */.DZ('INDEX_EXISTS', `${target} is ${what} ${state.indices.join(', ')}`, {
            hint: ifExists === 'append'
                ? 'To append to that index, restore under its own name, with `rename-pattern`.'
                : isSwappable(state)
                    ? 'Set `if-exists` to `swap`, which gives the alias to the restored index and deletes the old one, or leave this index out with `match`.'
                    : 'Delete the alias first, or leave this index out with `match`.',
        });
    }
    return new errors/* RestoreError */.DZ('INDEX_EXISTS', `index ${target} exists, and \`if-exists\` is \`fail\``, {
        hint: 'Delete the index first, or set `if-exists` to `skip`, `append`, `replace` or `swap`.',
    });
}
//# sourceMappingURL=build.js.map
;// CONCATENATED MODULE: ./lib/plan/print.js

/** @returns the plan as lines of a log: what is done with each index, in which order, and how much it is. */
function printPlan({ indices, clusterSteps, notRestored, leftOut, warnings }) {
    return [
        ...clusterSteps.map(({ type, name }) => `${type} ${name}: put`),
        ...indices.map(printIndex),
        ...notRestored.map(({ type, indices: names }) => `not asked for: ${type} (${listed(names)})`),
        ...leftOut.map(printLeftOut),
        ...warnings.map((warning) => `note: ${warning}`),
    ];
}
/** @returns what is left to other jobs of a matrix, as a line of the log; nothing where there are none */
function printShard(others, shard) {
    if (!shard)
        return [];
    const names = others.map(({ index }) => index.name);
    const left = names.length > 0 ? `left to the other shards: ${listed(names)}` : 'nothing is left to others';
    return [`shard ${shard.number}/${shard.of}: ${left}`];
}
function printLeftOut({ type, name, parts }) {
    const what = type === 'index' ? name : `${type} ${name}`;
    if (parts.length === 0)
        return `left out: ${what}, which is Elasticsearch's own`;
    return `left out of ${what}, as only Elasticsearch knows it: ${listed(parts)}`;
}
function printIndex(plan) {
    const name = plan.source === plan.target ? plan.target : `${plan.source} → ${plan.target}`;
    if (plan.fault)
        return `${name}: cannot be restored: ${plan.fault.message}`;
    if (plan.action === 'skip')
        return `${name}: exists, skipped`;
    const documents = plan.data ? `, ${plan.data.distinct} documents` : '';
    const twice = plan.data?.superseded ? ` (${plan.data.superseded.size} more are named again later)` : '';
    return `${name}: ${plan.action}: ${plan.steps.join(', ')}${documents}${twice}`;
}
//# sourceMappingURL=print.js.map
;// CONCATENATED MODULE: ./lib/restore/make-plan.js


/** @returns the targets to which index templates that the cluster has give a mapping */
async function mappedBy(cluster, targets, { composable }) {
    const made = targets.map((target) => ({ target, best: bestOf(composable, target) }));
    const held = new Set(made.flatMap(({ best }) => (best && !best.step ? [best.name] : [])));
    for (const name of held)
        if (!(await mapsFields(cluster, name)))
            held.delete(name);
    return new Set(made.flatMap(({ target, best }) => (best && held.has(best.name) ? [target] : [])));
}
/** With `all` an index may come without data; but not in the place of one that may have some. */
function isDataAsked({ types, ifExists }) {
    return types === 'all' ? ifExists === 'replace' || ifExists === 'swap' : types.includes('data');
}
/**
 * Shapes what was read, looks up what the cluster has of it, clears what killed runs left there, and plans.
 * @throws RestoreError NAMES_CLASH, INDEX_NAME_INVALID for names that cannot be; CLUSTER_UNREACHABLE
 */
async function makePlan({ indices, clusterSteps }, selection, { cluster, run, inputs, log }) {
    const targets = [...selection.indices, ...selection.otherShards].map(({ target }) => target);
    const shaped = shape(indices, inputs, targets);
    const { steps, leftOut } = restorableSteps(clusterSteps);
    const names = indices.map(({ target }) => target).filter((target) => !indexNameFault(target));
    const { states, busy } = await clearWrecks(cluster, [...new Set(names)], {
        run,
        mayWrite: !inputs.dryRun,
        isReplacing: inputs.ifExists === 'replace' || inputs.ifExists === 'swap',
        log,
    });
    const targetNames = [...new Set(names)];
    const templates = templatesToCome(await nameTemplates(cluster), steps);
    const dataStreams = dataStreamsAmong(targetNames, templates);
    const free = [...dataStreams].filter((name) => states.get(name)?.kind === 'missing' && !busy.has(name));
    const streams = await clearDataStreams(cluster, free, { run, mayWrite: !inputs.dryRun, log });
    const aliases = await (0,cluster_indices/* lookUpTargets */.T8)(cluster, aliasNames(shaped.indices, templates));
    const { isMappingMissing } = selection;
    const plan = buildPlan({
        indices: shaped.indices,
        clusterSteps: steps,
        states: new Map([...states, ...streams.states]),
        busy: new Map([...busy, ...streams.busy]),
        dataStreams,
        templates,
        isMappingMissing,
        mappedByCluster: isMappingMissing ? await mappedBy(cluster, targetNames, templates) : new Set(),
        aliases,
        otherTargets: selection.otherShards.map(({ target }) => target),
        ifExists: inputs.ifExists,
        isDataAsked: isDataAsked(inputs),
        notRestored: selection.notRestored,
        leftOut,
        hasIndexSettings: inputs.indexSettings !== undefined,
        warnings: [...selection.warnings, ...shaped.warnings],
    });
    for (const line of [...printShard(selection.otherShards, inputs.shard), ...printPlan(plan)])
        log(line);
    return plan;
}
//# sourceMappingURL=make-plan.js.map
;// CONCATENATED MODULE: ./lib/cluster/rights.js
const ONLY_ASKED = { perform_permission_check: 'true' };
/**
 * Asks about a reading request first: where the parameter is not understood, nothing else must be sent with it. (All
 * versions refuse a parameter that they do not know before they do anything.)
 * @returns whether this cluster tells rights
 */
async function tellsRights(cluster) {
    return (await ask(cluster, 'GET', '/_cluster/health')) !== undefined;
}
/**
 * @param deeds what is to be done later; only for a cluster that tells rights
 * @returns the rights that this user lacks for it, sorted: `indices:admin/create`; of some deeds no cluster tells
 */
async function missingRights(cluster, deeds) {
    const missing = new Set();
    for (const { method, path, body } of deeds) {
        for (const right of (await ask(cluster, method, path, body)) ?? [])
            missing.add(right);
    }
    return [...missing].sort();
}
async function ask({ client }, method, path, body) {
    try {
        const request = { method, path, querystring: ONLY_ASKED, ...(body ? { body } : {}) };
        const answer = await client.transport.request(request);
        const { accessAllowed, missingPrivileges } = answer.body;
        if (accessAllowed === true)
            return [];
        if (accessAllowed === false && Array.isArray(missingPrivileges))
            return missingPrivileges.map(String);
    }
    catch {
        // Some answers it cannot put into its own form (HTTP 500), and what it refuses for another reason tells no right.
    }
    return undefined;
}
//# sourceMappingURL=rights.js.map
;// CONCATENATED MODULE: ./lib/restore/failed-templates.js


/** What of a dump has what templates bring, too. */
const failed_templates_TYPES = { settings: 'settings', mappings: 'mapping', aliases: 'alias' };
/**
 * An index whose template failed would be another than was asked for, and look as good: where the template alone brings its
 * mappings, settings or aliases, and for data streams, it is not made. Where the dump of the index has them itself, it is.
 * @param steps what became of what is put before the indexes, or of asking about it
 */
function withoutFailedTemplates(plans, steps) {
    const failed = new Set(steps.filter(({ status }) => status === 'failed').map(keyOf));
    const without = new Map();
    const indices = plans.map((plan) => {
        const missing = plan.templates?.filter((one) => failed.has(keyOf(one))) ?? [];
        const template = missing.findLast(({ only }) => only.length > 0) ?? missing.at(-1);
        if (plan.fault || !template)
            return plan;
        const what = `${template.type} ${template.name}`;
        const fault = failed_templates_faultOf(plan, template);
        if (fault)
            return { ...plan, fault, steps: [] };
        without.set(what, [...(without.get(what) ?? []), plan.target]);
        return plan;
    });
    const warnings = [...without].map(([what, targets]) => `The ${what} failed, which is for ${listed(targets)} as well: what the dump has of them itself is restored without it.`);
    return { indices, warnings };
}
function failed_templates_faultOf({ target, isDataStream }, { type, name, only }) {
    const isMaker = isDataStream && type === 'index_template';
    if (!isMaker && only.length === 0)
        return undefined;
    const why = isMaker ? 'which makes it' : `which alone brings its ${only.join(', ')}`;
    const types = only.map((part) => `\`${failed_templates_TYPES[part]}\``).join(', ');
    const more = isMaker ? '' : `; or add ${types} to \`types\`, where the dump has them`;
    return new errors/* RestoreError */.DZ('CLUSTER_REFUSED', `${isDataStream ? 'data stream' : 'index'} ${target} is not restored: the ${type} ${name} failed, ${why}`, {
        hint: `See why the template failed, correct it, and run this again${more}.`,
    });
}
function keyOf({ type, name }) {
    return `${type}/${name}`;
}
//# sourceMappingURL=failed-templates.js.map
;// CONCATENATED MODULE: ./lib/restore/rejections.js






const MISFIT = 'Restore with the mapping that the documents were made for, or allow some with `max-rejected`.';
const rejections_OF_TEMPLATE = 'A data stream has its mapping from its index template: change that for these documents, or allow some with `max-rejected`.';
/**
 * Looks up in the dump where rejected documents are, unless the engine told it; the last line of an id is the one that was sent.
 * @returns them in the order of the dump
 */
async function locateRejections(files, rejected) {
    const rejections = rejected.map((document) => ({ file: null, line: null, ...document }));
    if (rejections.every(({ file }) => file !== null))
        return rejections;
    const places = new Map();
    const byId = new Map();
    for (const rejection of rejections)
        byId.set(rejection.id, [...(byId.get(rejection.id) ?? []), rejection]);
    let ordinal = 0;
    for (const file of files) {
        for await (const documents of (0,dump_documents/* readDocuments */.r)(file)) {
            for (const document of documents) {
                const { id } = (0,identity/* identify */.ls)(document, ordinal);
                for (const rejection of byId.get(id) ?? []) {
                    rejection.file = file.name;
                    rejection.line = document.line;
                    places.set(rejection, ordinal);
                }
                ordinal++;
            }
        }
    }
    return rejections.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}
/**
 * `max-rejected` is for all indexes together: what one is restored without, another may not be.
 * @throws RestoreError DOCUMENTS_REJECTED where more are rejected than that
 */
function refuseRejections({ source, target, isDataStream }, rejected, [first], { inputs, allowed, metadataFiles }) {
    if (allowed.rejected + rejected <= inputs.maxRejected) {
        allowed.rejected += rejected;
        return;
    }
    const reason = first?.reason ?? '';
    const file = metadataFiles.get(source)?.mapping ?? 'the mapping';
    const place = first?.file ? ` (${first.file}, line ${first.line})` : '';
    const which = rejected === 1 ? 'document' : 'for example document';
    const example = first ? `: ${which} ${first.id}${place}: ${first.reason}` : '';
    const others = allowed.rejected > 0 ? `, after ${allowed.rejected} of other indexes` : '';
    const [kind, misfit] = isDataStream ? ['data stream', rejections_OF_TEMPLATE] : ['index', MISFIT];
    const hint = (isDataStream ? streamHint(reason, target, file) : undefined) ??
        hintForMapping(reason, file) ??
        (0,cluster_errors/* hintFor */.JR)(reason) ??
        misfit;
    throw new errors/* RestoreError */.DZ('DOCUMENTS_REJECTED', `the cluster rejected ${(0,numbers/* counted */.hS)(rejected, 'document')} of ${kind} ${target}${others}${example}`, { hint });
}
//# sourceMappingURL=rejections.js.map
// EXTERNAL MODULE: ./lib/verify/settings.js
var verify_settings = __webpack_require__(7120);
// EXTERNAL MODULE: ./lib/cluster/stored-document.js
var stored_document = __webpack_require__(3065);
;// CONCATENATED MODULE: ./lib/cluster/data-stream-documents.js



/** A search gives no more (`index.max_result_window`). */
const MOST_HITS = 10_000;
/**
 * Looks documents of a data stream up by a search, as no request for a document by its id reaches one. Of documents that
 * several indexes behind it have under one id, the newest index's counts.
 * @param documents a thousand at the most @param withSource false: `source` is '' for a document that is there
 * @returns one for each asked, in that order
 */
async function findDocuments(cluster, name, documents, withSource) {
    const values = [...new Set(documents.map(({ id }) => id))];
    try {
        const { body } = await cluster.textClient.search({
            index: name,
            body: {
                query: { ids: { values } },
                size: MOST_HITS,
                sort: [{ _index: 'asc' }],
                _source: withSource,
            },
        });
        const found = hitsIn(body);
        return documents.map(({ id, routing }) => {
            const stored = found.get(data_stream_documents_keyOf(id, routing)) ?? found.get(id);
            if (!stored)
                return { missing: 'not in the data stream' };
            return withSource && stored.source === '' ? { missing: stored_document/* WITHOUT_SOURCE */.Fo } : stored;
        });
    }
    catch (error) {
        throw (0,cluster_errors/* clusterError */.Fs)(error, `documents of data stream ${name} cannot be looked up`);
    }
}
/** @returns documents by id and routing; and by id alone, so that another routing is told as what it is */
function hitsIn(text) {
    const { start: shards } = (0,stored_document/* memberOf */.C5)(text, 0, '_shards');
    const failed = (0,stored_document/* memberOf */.C5)(text, shards, 'failed');
    if (text.slice(failed.start, failed.end) !== '0')
        throw new Error('some shards did not answer');
    const found = new Map();
    const list = (0,stored_document/* memberOf */.C5)(text, (0,stored_document/* memberOf */.C5)(text, 0, 'hits').start, 'hits');
    let count = 0;
    for (const { start } of (0,ranges/* members */.ol)(text, list.start)) {
        count++;
        const { id, source, routing } = (0,stored_document/* toldDocument */.L3)(text, start);
        for (const key of [data_stream_documents_keyOf(id, routing), id])
            found.set(key, { source, routing });
    }
    if (count === MOST_HITS)
        throw new Error(`${MOST_HITS} or more documents share a few ids`);
    return found;
}
function data_stream_documents_keyOf(id, routing) {
    return `${id}\0${routing ?? ''}`;
}
//# sourceMappingURL=data-stream-documents.js.map
// EXTERNAL MODULE: ./node_modules/lossless-json/lib/esm/index.js + 6 modules
var esm = __webpack_require__(875);
;// CONCATENATED MODULE: ./lib/verify/documents.js



const ABSENT = Symbol('absent');
/**
 * Compares two documents as JSON values, numbers by their decimal value: 1 and 1.0 are equal, 1 and "1" are not.
 * @param expectedSource JSON text, the dump's
 * @param actualSource JSON text, the cluster's
 * @returns the first place that differs, with both values; undefined where they are equal
 */
function firstDifference(expectedSource, actualSource) {
    if (expectedSource === actualSource)
        return undefined;
    try {
        return differenceAt('', (0,lossless/* parseLossless */.IS)(expectedSource), (0,lossless/* parseLossless */.IS)(actualSource));
    }
    catch (cause) {
        if (!(cause instanceof RangeError))
            throw cause;
        return 'the document: its text is not as in the dump, and nested too deeply to say where';
    }
}
/**
 * @param expected the dump's source, or its digest
 * @param actual the cluster's source, JSON text
 * @returns what differs, or undefined
 */
function sameSource(expected, actual) {
    if (typeof expected === 'string')
        return firstDifference(expected, actual);
    const digest = sourceDigest(actual);
    if (digest === expected.digest)
        return undefined;
    return `the document: its content has digest ${expected.digest.slice(0, 12)} in the dump, ${digest.slice(0, 12)} in the cluster`;
}
/**
 * An index of one shard finds a document whatever routing is asked for, so it has to be looked at.
 * @returns what differs, or undefined
 */
function sameRouting(expected, actual) {
    if (expected === actual)
        return undefined;
    const [due, there] = [expected, actual].map((routing) => routing === undefined ? 'absent' : (0,verify_settings/* shorten */.ml)(JSON.stringify(routing)));
    return `the routing: ${due} in the dump, ${there} in the cluster`;
}
function differenceAt(path, expected, actual) {
    if (Array.isArray(expected) && Array.isArray(actual)) {
        for (let i = 0; i < Math.max(expected.length, actual.length); i++) {
            const found = differenceAt(`${path}[${i}]`, at(expected, i), at(actual, i));
            if (found !== undefined)
                return found;
        }
        return undefined;
    }
    if (isObject(expected) && isObject(actual)) {
        for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
            const place = path === '' ? key : `${path}.${key}`;
            const found = differenceAt(place, at(expected, key), at(actual, key));
            if (found !== undefined)
                return found;
        }
        return undefined;
    }
    if (isSameScalar(expected, actual))
        return undefined;
    const place = path === '' ? 'the document' : `field \`${path}\``;
    return `${place}: ${shown(expected)} in the dump, ${shown(actual)} in the cluster`;
}
function isSameScalar(expected, actual) {
    if (expected instanceof esm/* LosslessNumber */._J && actual instanceof esm/* LosslessNumber */._J) {
        return (0,lossless/* decimalValue */.P5)(expected.value) === (0,lossless/* decimalValue */.P5)(actual.value);
    }
    return expected === actual;
}
function at(value, key) {
    return Object.hasOwn(value, key) ? value[key] : ABSENT;
}
function isObject(value) {
    return (value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof esm/* LosslessNumber */._J));
}
function shown(value) {
    return value === ABSENT ? 'absent' : (0,verify_settings/* shorten */.ml)((0,lossless/* stringifyLossless */.E3)(value));
}
//# sourceMappingURL=documents.js.map
;// CONCATENATED MODULE: ./lib/restore/look-up.js


/** A response of this many bytes of documents is small enough to hold, and large enough to be quick. */
const LOOKUP_BYTES = 1024 * 1024;
const LOOKUP_DOCUMENTS = 1000;
/** Looks documents of the dump up in the cluster by id and routing, many at a time, and compares them as JSON values. */
async function* look_up_lookUp(cluster, index, documents, { withSource, isDataStream }) {
    const look = isDataStream ? findDocuments : cluster_documents/* getDocuments */.HK;
    for await (const batch of inBatches(documents)) {
        const stored = await look(cluster, index, batch, withSource);
        for (const [i, expected] of batch.entries()) {
            const actual = stored[i] ?? { missing: 'no answer' };
            if ('missing' in actual)
                yield { expected, missing: actual.missing };
            else {
                const inSource = withSource ? sameSource(expected.source, actual.source) : undefined;
                yield { expected, difference: sameRouting(expected.routing, actual.routing) ?? inSource };
            }
        }
    }
}
async function* inBatches(documents) {
    let batch = [];
    let bytes = 0;
    for await (const document of documents) {
        if (batch.length > 0 && (bytes + document.bytes > LOOKUP_BYTES || batch.length >= LOOKUP_DOCUMENTS)) {
            yield batch;
            batch = [];
            bytes = 0;
        }
        batch.push(document);
        bytes += document.bytes;
    }
    if (batch.length > 0)
        yield batch;
}
//# sourceMappingURL=look-up.js.map
;// CONCATENATED MODULE: ./lib/restore/documents.js


const SHOWN_DIFFERENCES = 20;
/** Looks documents of the dump up in the cluster, and compares them. */
async function compareDocuments(cluster, index, comparison) {
    const found = new Findings();
    const all = look_up_lookUp(cluster, index, comparison.documents, comparison);
    for await (const { expected, missing, difference } of all) {
        found.looked++;
        if (missing !== undefined)
            found.missing(expected, missing);
        else if (difference !== undefined)
            found.different(expected, difference);
    }
    return found.check(comparison);
}
/** @returns every document of data files that no later one replaces, read anew, with its place in the dump */
async function* allDocuments(files, superseded) {
    let ordinal = 0;
    for (const file of files) {
        for await (const documents of (0,dump_documents/* readDocuments */.r)(file)) {
            for (const document of documents) {
                if (!superseded?.has(ordinal))
                    yield { ...expectedDocument(document, ordinal), ordinal };
                ordinal++;
            }
        }
    }
}
class Findings {
    looked = 0;
    absent = 0;
    changed = 0;
    differences = [];
    missing(document, reason) {
        this.absent++;
        this.tell(document, reason);
    }
    different(document, difference) {
        this.changed++;
        this.tell(document, difference);
    }
    check({ scope, rejected, isAppended }) {
        const wrong = this.absent + this.changed;
        const ok = wrong === 0 || (this.absent <= rejected && (isAppended ? wrong <= rejected : this.changed === 0));
        const { looked, absent, changed } = this;
        const faults = wrong > 0 ? `: ${absent} missing, ${changed} different` : ', all as in the dump';
        const detail = `${scope}: ${looked} documents looked up${faults}`;
        return { name: 'documents', ok, detail, differences: this.differences, extra: [] };
    }
    tell({ id, file, line }, what) {
        if (this.differences.length < SHOWN_DIFFERENCES)
            this.differences.push(`document ${id} (${file}, line ${line}): ${what}`);
    }
}
//# sourceMappingURL=documents.js.map
;// CONCATENATED MODULE: ./lib/restore/present-documents.js



const WHOLE = { withSource: true, isDataStream: true };
/** What an index may name of its rejected documents in the report. */
const present_documents_NAMED_REJECTIONS = 1000;
/**
 * A data stream takes no changes of a document, and one more under an id that an older index behind it has. So what is
 * there is found out before anything is written.
 */
async function findPresent(cluster, name, files, { superseded }) {
    const settled = superseded?.copy() ?? new Ordinals();
    const present = { settled, same: 0, other: 0, rejections: [] };
    const all = allDocuments(files, superseded);
    for await (const { expected, missing, difference } of look_up_lookUp(cluster, name, all, WHOLE)) {
        if (missing !== undefined)
            continue;
        settled.add(expected.ordinal);
        if (difference === undefined)
            present.same++;
        else
            reject(present, expected, difference);
    }
    return present;
}
function reject(present, { id, file, line }, difference) {
    present.other++;
    if (present.rejections.length >= present_documents_NAMED_REJECTIONS)
        return;
    const reason = `the data stream has this document with another content, and takes no changes: ${difference}`;
    present.rejections.push({ id, status: 409, reason, file, line });
}
//# sourceMappingURL=present-documents.js.map
;// CONCATENATED MODULE: ./lib/restore/data-stream-load.js



/** Removes a data stream that bears this run's mark. */
async function removeUnfinishedDataStream(plan, context) {
    const cluster = context.cluster.steady;
    const marker = await (0,data_streams/* dataStreamMarker */.NT)(cluster, plan.target);
    if (marker?.run === context.run.id)
        await (0,data_streams/* deleteDataStream */.eR)(cluster, plan.target);
}
/**
 * Loads documents into a data stream, each of which it takes once: what the dump names again later is left out, and what
 * is there already.
 * @param job as for an index
 */
async function loadDataStream({ target, action, dataFiles }, job, { cluster, engine, scratch, signal }) {
    await job.ready;
    const { sampleSize } = job;
    const data = job.data ?? (await scanData(dataFiles, { scratch, sampleSize, signal }));
    if (action === 'create')
        return await engine.load({ ...job, data, operation: 'create' });
    const present = await findPresent(cluster, target, dataFiles, data);
    const { settled, same, other, rejections } = present;
    const left = { ...data, distinct: data.distinct - same - other, superseded: settled };
    const loaded = left.distinct === 0
        ? { indexed: 0, rejected: 0, conflicts: 0, rejections: [] }
        : await engine.load({ ...job, data: left, operation: 'create' });
    return {
        data,
        indexed: loaded.indexed + same,
        rejected: loaded.rejected + other,
        conflicts: loaded.conflicts,
        rejections: [...rejections, ...loaded.rejections].slice(0, present_documents_NAMED_REJECTIONS),
    };
}
//# sourceMappingURL=data-stream-load.js.map
;// CONCATENATED MODULE: ./lib/restore/load-settings.js
/** Settings that would slow a load, change documents or refuse them, and what they are while data loads. */
const WHILE_LOADING = {
    refresh_interval: '-1',
    number_of_replicas: 0,
    auto_expand_replicas: false,
    default_pipeline: '_none',
    final_pipeline: '_none',
    'write.wait_for_active_shards': '1',
};
/** What is put in any case: it is the default of every index that slows the load. */
const ALWAYS = ['refresh_interval', 'number_of_replicas'];
/** What slows a load, and does no other harm. */
const SLOWING = [...ALWAYS, 'auto_expand_replicas'];
/** @param settings of the dump, nested, below `index.` */
function splitSettings(settings, amount) {
    const later = {};
    const create = load_settings_without(settings, '', (path, value) => {
        if (!isLater(path, amount))
            return false;
        later[path] = value;
        return true;
    });
    return { create, later };
}
/**
 * @param current the index's settings as the cluster made them, with what its templates brought
 * @param later what the dump says of the same settings
 * @returns what to put before the load, and what after it: the dump's value, else the template's, else the default;
 * blocks apart, as with them the index can neither be verified nor its mark be taken off
 */
function settingsAroundLoad(current, later, amount) {
    const before = {};
    const after = {};
    const seal = {};
    const own = {};
    load_settings_without(current, '', (path, value) => {
        if (isLater(path, amount))
            own[path] = value;
        return false;
    });
    const wanted = { ...own, ...later };
    for (const [path, value] of Object.entries(WHILE_LOADING)) {
        const isDefault = !ALWAYS.includes(path) || amount === 'little';
        if (isDefault && wanted[path] === undefined)
            continue;
        before[path] = value;
        after[path] = wanted[path] ?? null;
    }
    for (const [path, value] of Object.entries(wanted)) {
        if (!path.startsWith('blocks.'))
            continue;
        if (own[path] !== undefined)
            before[path] = null;
        seal[path] = value;
    }
    return { before, after, seal };
}
function isLater(path, amount) {
    if (amount === 'little' && SLOWING.includes(path))
        return false;
    return path in WHILE_LOADING || path.startsWith('blocks.');
}
/** A copy without the leaves that `take` takes. */
function load_settings_without(settings, prefix, take) {
    const kept = {};
    for (const [key, value] of Object.entries(settings)) {
        const path = prefix + key;
        if (take(path, value))
            continue;
        const isGroup = value !== null && typeof value === 'object' && !Array.isArray(value);
        if (!isGroup || key === 'analysis')
            kept[key] = value;
        else {
            const rest = load_settings_without(value, `${path}.`, take);
            if (Object.keys(rest).length > 0)
                kept[key] = rest;
        }
    }
    return kept;
}
//# sourceMappingURL=load-settings.js.map
;// CONCATENATED MODULE: ./lib/restore/load-totals.js
/** @returns what is to be loaded of each index that has documents to load */
function loadTotals({ indices }) {
    return indices
        .filter(({ fault, action, dataFiles }) => !fault && action !== 'skip' && dataFiles.length > 0)
        .map(totalsOf);
}
/** @returns what is to be loaded of an index: its bytes unpacked where they were read before, else on disk */
function totalsOf({ data, dataFiles }) {
    const onDisk = dataFiles.reduce((sum, { bytes }) => sum + bytes, 0);
    return {
        documents: data?.distinct ?? dataFiles[0]?.remote?.documents ?? null,
        bytes: data?.bytes ?? (onDisk || null),
    };
}
//# sourceMappingURL=load-totals.js.map
// EXTERNAL MODULE: ./lib/verify/mappings.js + 1 modules
var mappings = __webpack_require__(6489);
;// CONCATENATED MODULE: ./lib/verify/counts.js
const SHARDS_HINT = 'documents that share an id under several routings fall together when the index has fewer shards than the dumped one: add `settings` to `types`';
/** Compares the number of documents in the cluster with the dump's. */
function compareCounts({ distinct, rejected, cluster, appended, routed, superseded }) {
    const due = distinct - rejected;
    const differences = [];
    if (cluster < due) {
        const hint = routed > 0 && rejected === 0 ? `: ${SHARDS_HINT}` : '';
        differences.push(`${due} documents due, ${cluster} in the cluster, ${due - cluster} missing${hint}`);
    }
    else if (cluster > due && !appended) {
        const cause = 'another writer added documents, or a document was indexed twice';
        differences.push(`${due} documents due, ${cluster} in the cluster, ${cluster - due} too many: ${cause}`);
    }
    const parts = [
        `${distinct} in the dump`,
        ...(superseded > 0 ? [`${superseded} more lines named one of them again`] : []),
        ...(rejected > 0 ? [`${rejected} rejected`] : []),
        `${cluster} in the cluster${appended ? ' (it was there before)' : ''}`,
    ];
    return {
        name: 'counts',
        ok: differences.length === 0,
        detail: `documents: ${parts.join('; ')}`,
        differences,
        extra: [],
    };
}
//# sourceMappingURL=counts.js.map
// EXTERNAL MODULE: ./lib/verify/aliases.js
var verify_aliases = __webpack_require__(5229);
;// CONCATENATED MODULE: ./lib/restore/verify.js



/**
 * Compares the index with its dump, as deep as `verify` asks for. The index has been refreshed.
 * @param made what the index was before its data; undefined for one that was there before
 */
async function verifyIndex(plan, loaded, context, made) {
    const { cluster, inputs } = context;
    const counting = loaded ? (0,cluster_documents/* countDocuments */.kA)(cluster, plan.target) : Promise.resolve(null);
    if (inputs.verify === 'none') {
        const checks = loaded && loaded.conflicts > 0 ? await verifyDocuments(plan, loaded, context) : [];
        return { checks, documents: await counting };
    }
    // Side by side: each is a request or two, and an index with little data takes no longer than they do.
    const [documents, mappings, settings, compared] = await Promise.all([
        counting,
        verifyMappings(plan, context, made),
        verifySettings(plan, context, made),
        loaded ? verifyDocuments(plan, loaded, context) : [],
    ]);
    const counts = loaded && documents !== null ? [verifyCounts(plan, loaded, documents)] : [];
    return { checks: [...mappings, ...settings, ...counts, ...compared], documents };
}
async function verifyMappings({ target, definition }, { cluster }, made) {
    if (!definition.mappings)
        return [];
    return [(0,mappings/* compareMappings */.B9)(definition.mappings, await (0,cluster_indices/* getMappings */.EN)(cluster, target), made?.mappings)];
}
function verifyCounts({ action }, { data, rejected }, documents) {
    const { distinct, routed, superseded } = data;
    const appended = action === 'append';
    return compareCounts({
        distinct,
        rejected,
        cluster: documents,
        appended,
        routed,
        superseded: superseded?.size ?? 0,
    });
}
/**
 * @param given aliases that the restore itself has given to the index
 * @param made what the index was before its data; undefined: whatever else it has is listed
 */
async function verifyAliases(plan, { cluster, inputs }, given = [], made) {
    const { aliases } = plan.definition;
    if (inputs.verify === 'none')
        return [];
    const all = Object.entries(await (0,cluster_indices/* getAliases */.VK)(cluster, plan.target));
    const actual = Object.fromEntries(all.filter(([name]) => !given.includes(name)));
    const check = (0,verify_aliases/* compareAliases */.U)(aliases ?? {}, actual, aliases && made?.aliases);
    return aliases ? [check] : onlyExtra(plan, check);
}
/** What nobody asked for has nothing to compare; what a template brought to a new index is told all the same. */
function onlyExtra({ action }, check) {
    return action === 'create' && check.extra.length > 0 ? [check] : [];
}
async function verifySettings(plan, context, made) {
    const { target, definition, action } = plan;
    const actual = await (0,cluster_indices/* getSettings */.mt)(context.cluster, target);
    const checks = [];
    if (definition.analysis)
        checks.push((0,verify_settings/* compareSettings */.ZK)(definition.analysis, onlyAnalysis(actual), 'analyzers', made?.settings));
    const { analysis: _, ...limits } = definition.analysis ?? {};
    const before = definition.settings && made?.settings;
    const check = (0,verify_settings/* compareSettings */.ZK)(definition.settings ?? limits, actual, 'settings', before);
    if (definition.settings && action === 'create')
        checks.push(check);
    else
        checks.push(...onlyExtra(plan, check));
    return checks;
}
function onlyAnalysis(settings) {
    const { analysis, max_ngram_diff, max_shingle_diff } = settings;
    const found = { analysis, max_ngram_diff, max_shingle_diff };
    return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
async function verifyDocuments({ target, dataFiles, action, isDataStream = false }, { data, rejected, conflicts }, { cluster, inputs }) {
    const isAppended = action === 'append';
    const shared = { rejected, isAppended, isDataStream };
    const all = () => allDocuments(dataFiles, data.superseded);
    // What was there under an id of the dump may be anything.
    if (inputs.verify === 'full' || conflicts > 0) {
        const whole = { documents: all(), scope: 'every document', withSource: true, ...shared };
        return [await compareDocuments(cluster, target, whole)];
    }
    const checks = [];
    if (isAppended) {
        // Counts say little of an index that had documents before: each of the dump's has to be there.
        const ids = { documents: all(), scope: 'every id', withSource: false, ...shared };
        checks.push(await compareDocuments(cluster, target, ids));
    }
    if (inputs.verify === 'sample') {
        const sample = { documents: data.sample, scope: 'a sample', withSource: true, ...shared };
        checks.push(await compareDocuments(cluster, target, sample));
    }
    return checks;
}
//# sourceMappingURL=verify.js.map
;// CONCATENATED MODULE: ./lib/restore/target.js









/** How often, and how far apart, an index is looked for whose making was cancelled. */
const LATE_LOOKS = 8;
const LATE_LOOK_MS = 250;
/** Creates the index with the mark of this run, ready to take documents. */
async function createTarget(plan, context) {
    const { cluster, engine, heart, run } = context;
    const { target, definition } = plan;
    const amount = amountOf(plan, context);
    const marker = (0,markers/* markerName */.CO)(target, run);
    const { create, later } = splitSettings({ ...definition.settings, ...definition.analysis }, amount);
    const aliases = (0,markers/* markerAlias */.Zi)(marker);
    context.signal.throwIfAborted();
    context.begun.add(target);
    await engine.createIndex(target, { settings: { index: create }, mappings: definition.mappings ?? {}, aliases }, marker);
    heart.begin(target, marker);
    const made = await (0,cluster_indices/* getMade */.w8)(cluster, target);
    const { before, after, seal } = settingsAroundLoad(made.settings, later, amount);
    if (Object.keys(before).length > 0)
        await (0,cluster_indices/* putSettings */.d1)(cluster, target, before);
    return { after, seal, made };
}
function amountOf({ data, dataFiles }, { inputs }) {
    const bytes = data?.bytes ?? dataFiles.reduce((sum, file) => sum + file.bytes, 0);
    return bytes <= inputs.batchSizeBytes ? 'little' : 'much';
}
/** Makes an index that exists ready for more documents. Its settings stay its own. */
async function extendTarget(plan, context) {
    const { target, definition } = plan;
    await checkExtension(plan, context.cluster);
    if (definition.mappings && Object.keys(definition.mappings).length > 0) {
        await context.engine.putMappings(target, definition.mappings);
    }
    return { after: {}, seal: {} };
}
/** @throws RestoreError INDEX_DIFFERS where an index that exists cannot take the dump's documents as they are */
async function checkExtension({ target, definition, dataFiles, action, isDataStream }, cluster) {
    const settings = await (0,cluster_indices/* getSettings */.mt)(cluster, target);
    if (dataFiles.length > 0)
        refuseFinalPipeline(target, settings.final_pipeline);
    if (definition.analysis) {
        const actual = onlyAnalysis(settings);
        const { ok, differences } = (0,verify_settings/* compareSettings */.ZK)(definition.analysis, actual, 'analyzers');
        if (!ok) {
            const isOfTemplate = isDataStream && action === 'create';
            const [who, fix] = isOfTemplate
                ? [`the index template of data stream ${target}`, 'Change the template in the dump or the cluster']
                : [`${isDataStream ? 'data stream' : 'index'} ${target}`, 'Delete it and restore it anew'];
            throw new errors/* RestoreError */.DZ('INDEX_DIFFERS', `${who} has other analyzers than the dump: ${differences.join('; ')}`, { hint: `${fix}, or leave \`analyzer\` out of \`types\`.` });
        }
    }
}
/** No parameter of a request keeps documents from it, and it may change or drop them. */
function refuseFinalPipeline(target, pipeline) {
    if (pipeline === undefined || pipeline === '_none')
        return;
    throw new errors/* RestoreError */.DZ('INDEX_DIFFERS', `index ${target} has the final pipeline ${pipeline}, which every document would pass`, {
        hint: 'Set its `final_pipeline` to `_none` for the restore, and back after.',
    });
}
/**
 * Loads the documents of an index, and makes them visible.
 * @param ready the making of the index, while which the engine may already start
 */
async function loadDocuments(plan, context, ready) {
    const { engine, progress, run, surveys, inputs } = context;
    const { source, target, dataFiles, data } = plan;
    const survey = surveys.get(source);
    const step = progress.step(target, totalsOf(plan));
    // Through its mark a new index is written to only as long as it is this run's.
    const writeTo = plan.action === 'create' && !plan.isDataStream ? (0,markers/* markerName */.CO)(target, run) : target;
    const bytesEach = data && data.distinct > 0 ? data.bytes / data.distinct : 0;
    const onProgress = (documents, read) => step.update(documents, data || read === null ? documents * bytesEach : read);
    try {
        if (data?.distinct === 0)
            return { data, indexed: 0, rejected: 0, conflicts: 0, rejections: [] };
        const job = {
            index: target,
            writeTo,
            files: dataFiles,
            data,
            survey,
            operation: 'index',
            sampleSize: sampleSize(inputs),
            ready,
            onProgress,
            signal: context.signal,
        };
        const loaded = plan.isDataStream ? await loadDataStream(plan, job, context) : await engine.load(job);
        await (0,cluster_documents/* refresh */.Ow)(context.cluster, target);
        return loaded;
    }
    finally {
        step.end();
    }
}
/** Removes an index that this run created and could not finish; whatever else has that name stays. */
async function removeUnfinished(plan, context) {
    const { heart, run, begun, signal } = context;
    const { target } = plan;
    if (!begun.has(target))
        return;
    const cluster = context.cluster.steady;
    await heart.end(target);
    if (plan.isDataStream)
        return await removeUnfinishedDataStream(plan, context);
    const marker = (0,markers/* markerName */.CO)(target, run);
    // A request that was cancelled may be done all the same, a moment later.
    for (let looks = signal.aborted ? LATE_LOOKS : 1; looks > 0; looks--) {
        const found = await (0,cluster_indices/* indexMarker */.bN)(cluster, target);
        if (found === marker)
            await (0,cluster_indices/* deleteIndex */.Yu)(cluster, target);
        if (found !== undefined || looks === 1)
            return;
        await (0,external_node_timers_promises_.setTimeout)(LATE_LOOK_MS);
    }
}
//# sourceMappingURL=target.js.map
;// CONCATENATED MODULE: ./lib/restore/build-index.js






/**
 * Fills an index while and after it is made: loads the documents, puts its settings back, and verifies all but aliases.
 * @param making the making of the index
 * @returns what it needs at the very end
 * @throws RestoreError with what went wrong; nothing is under way any more then
 */
async function buildIndex(plan, making, context, result) {
    // It is made also while others are loaded; that it failed is seen when its turn comes.
    making.catch(() => { });
    const { stages } = context;
    const asked = Date.now();
    return await context.inTurn(async () => {
        // Waiting for others is no time of this index.
        result.durationMs -= Date.now() - asked;
        const loading = plan.dataFiles.length > 0
            ? stages.during('Load documents', () => loadDocuments(plan, context, making))
            : undefined;
        // Both have ended before anything is removed.
        await Promise.allSettled([making, loading]);
        const finish = await making;
        const loaded = await loading;
        if (loaded)
            await tellLoaded(plan, loaded, context, result);
        if (Object.keys(finish.after).length > 0)
            await (0,cluster_indices/* putSettings */.d1)(context.cluster, plan.target, finish.after);
        const { checks, documents } = await stages.during('Verify', () => verifyIndex(withoutSeal(plan, finish), loaded, context, finish.made));
        result.documents.cluster = documents;
        result.checks.push(...checks);
        requireOk(plan, checks);
        return finish;
    });
}
/** @throws RestoreError where more documents were rejected than are allowed */
async function tellLoaded(plan, loaded, context, result) {
    const { distinct, superseded, bytes } = loaded.data;
    result.documents.dump = distinct;
    result.superseded = superseded?.size ?? 0;
    result.bytes = bytes;
    result.content = contentOf(plan.dumped, loaded.data);
    result.documents.indexed = loaded.indexed;
    result.documents.rejected = loaded.rejected;
    result.rejections = await locateRejections(plan.dataFiles, loaded.rejections);
    refuseRejections(plan, loaded.rejected, result.rejections, context);
}
/** Sealing settings are put last of all, so they are not there yet when settings are compared. */
function withoutSeal(plan, { seal }) {
    const { settings } = plan.definition;
    const blocks = settings?.blocks;
    if (!settings || !blocks || Object.keys(seal).length === 0)
        return plan;
    const left = Object.fromEntries(Object.entries(blocks).filter(([name]) => !(`blocks.${name}` in seal)));
    return { ...plan, definition: { ...plan.definition, settings: { ...settings, blocks: left } } };
}
/** @throws RestoreError VERIFICATION_FAILED where a check did not hold */
function requireOk({ target }, checks) {
    const failed = checks.filter(({ ok }) => !ok);
    if (failed.length === 0)
        return;
    const told = failed.map(({ detail, differences }) => [detail, ...differences.slice(0, 3)].join('; '));
    throw new errors/* RestoreError */.DZ('VERIFICATION_FAILED', `index ${target} is not what the dump says: ${told.join(' / ')}`, {
        hint: 'Look at the checks in the report. Something in the cluster changes what is written, or another writer is at work.',
    });
}
//# sourceMappingURL=build-index.js.map
;// CONCATENATED MODULE: ./lib/restore/beside.js





/**
 * Restores an index beside its target and verifies it there; then puts it in the target's place: under its name
 * (`replace`), or behind it, as an alias (`swap`). Until then the target is as it was; what was begun beside it is
 * removed where anything goes wrong before.
 */
async function restoreBeside(plan, context, result) {
    const { cluster, run, stages, handingOver } = context;
    const { target } = plan;
    const { aliases: _, ...definition } = plan.definition;
    const beside = { ...plan, definition, target: besideName(target, run), action: 'create' };
    const replacing = new Replacing(plan, beside, context);
    try {
        replacing.writes = await countWrites(cluster, target);
        const making = stages.during('Make indexes', async () => {
            const finish = await createTarget(beside, context);
            await replacing.requireFirst();
            return finish;
        });
        const { seal } = await buildIndex(beside, making, context, result);
        const old = await replacing.old();
        result.action = old ? 'replaced' : 'created';
        const aliases = plan.definition.aliases ?? (await movedAliases(old, target, context));
        const index = await stages.during('Put in place', () => plan.action === 'swap' ? replacing.swap(old, aliases) : replacing.replace(old, aliases));
        const expected = { ...plan, target: index, action: 'create' };
        const steady = { ...context, cluster: cluster.steady };
        const checks = await handingOver.alone(target, async () => {
            const due = { ...definition, aliases: handingOver.due(target, aliases) };
            return await verifyAliases({ ...expected, definition: due }, steady, [target]);
        });
        result.checks.push(...checks);
        requireOk(plan, checks);
        await handingOver.seal(target, index, seal);
    }
    catch (error) {
        if (replacing.isAway)
            throw error;
        throw await replacing.giveUp(error);
    }
}
/** Aliases of the old index go over to the new one, unless the dump brings its own. */
async function movedAliases(old, target, { cluster }) {
    const aliases = old ? await (0,cluster_indices/* getAliases */.VK)(cluster, old.index) : {};
    return Object.fromEntries(Object.entries(aliases).filter(([name]) => name !== target));
}
/** The last part of a restore beside its target. */
class Replacing {
    plan;
    beside;
    context;
    /** The new index is in place, or all that there is: it must not be removed. */
    isAway = false;
    /** The request that takes the target away, or swaps it, has been sent. */
    isTaken = false;
    /** What had been written to the old index before. */
    writes;
    constructor(plan, beside, context) {
        this.plan = plan;
        this.beside = beside;
        this.context = context;
    }
    /** Of two runs that have begun at once, the one whose index was made first goes on. */
    async requireFirst() {
        const { cluster } = this.context;
        const { target } = this.plan;
        const own = this.beside.target;
        const others = (await findBesides(cluster, [target])).filter(({ index }) => index !== own);
        for (const { index, marker } of others) {
            const [mine, theirs] = [await (0,cluster_indices/* indexCreated */.NG)(cluster, own), await (0,cluster_indices/* indexCreated */.NG)(cluster, index)];
            if (theirs < mine || (theirs === mine && index < own))
                throw (0,making/* indexBusy */.cO)(target, marker.run);
        }
    }
    /** @returns what has the name now, which may be another than when the restore was planned */
    async old() {
        const { target, action } = this.plan;
        const state = (await (0,cluster_indices/* lookUpTargets */.T8)(this.context.cluster.steady, [target])).get(target);
        if (state?.kind === 'untold')
            throw state.fault;
        if (state?.kind === 'index') {
            if (state.marker)
                throw (0,making/* indexBusy */.cO)(target, state.marker.run);
            return { index: target, isAlias: false };
        }
        if (state?.kind !== 'alias')
            return undefined;
        const [index, ...more] = state.indices;
        if (action === 'swap' && index !== undefined && more.length === 0 && !state.isPartial)
            return { index, isAlias: true };
        throw new errors/* RestoreError */.DZ('INDEX_EXISTS', `${target} has become an alias of ${state.indices.join(', ')}`, {
            hint: 'See that nobody else works on this name, then run this again.',
        });
    }
    /** @returns the index that readers of the name get now */
    async swap(old, aliases) {
        const { cluster, heart, run, handingOver, log } = this.lastMoment();
        const { target } = this.plan;
        const index = this.beside.target;
        await heart.end(index);
        const given = old && { ...old, aliases: old.isAlias ? await (0,cluster_indices/* getAliases */.VK)(cluster, old.index) : {} };
        if (old && !old.isAlias)
            await this.tellWrites(target);
        this.isTaken = true;
        const mark = (0,markers/* markerName */.CO)(index, run);
        await handingOver.give(target, aliases, async ({ aliases, taking: more }) => {
            await swapIn(cluster, { name: target, index, mark, aliases, more, old: given }, run);
        });
        this.isAway = true;
        log(`${target}: an alias of ${index} now${old ? `; ${old.index} goes` : ''}`);
        if (old?.isAlias) {
            await this.tellWrites(old.index);
            await (0,cluster_indices/* deleteIndex */.Yu)(cluster, old.index).catch((error) => log(`${target}: ${(0,errors/* messageOf */.bD)(error)}; the next run will remove it`));
        }
        return index;
    }
    /** @returns the target */
    async replace(old, aliases) {
        const { cluster, heart, run, handingOver, log } = this.lastMoment();
        const { target } = this.plan;
        const index = this.beside.target;
        const mark = (0,markers/* markerName */.CO)(index, run);
        const complete = (0,markers/* secondMarkerName */.Mf)(index, run);
        await blockWrites(cluster, index);
        await heart.end(index);
        await this.tellWrites(target);
        const began = Date.now();
        this.isTaken = true;
        await handingOver.give(target, aliases, async ({ aliases, taking: more }) => {
            const taken = old ? target : undefined;
            await takeAway(cluster, { target: taken, beside: index, mark, complete, aliases, more });
        });
        this.isAway = true;
        heart.begin(index, complete, true);
        const onBack = () => log(`${target}: replaced; the name was away for ${Date.now() - began} ms`);
        try {
            const alone = (act) => handingOver.alone(target, act);
            await putUnderName(cluster, target, index, run, { onBack, alone, log });
        }
        catch (error) {
            const isTold = error instanceof errors/* RestoreError */.DZ && error.code === 'INDEX_NOT_IN_PLACE';
            throw isTold ? error : lost(target, index, error);
        }
        await heart.end(index);
        return target;
    }
    /** What others wrote to the old index meanwhile goes with it, and must not go without a word. */
    async tellWrites(old) {
        const { cluster, log } = this.context;
        const { writes, plan } = this;
        const now = await countWrites(cluster.steady, old);
        if (writes === undefined || now === undefined || now <= writes)
            return;
        log(`${plan.target}: other writers wrote ${now - writes} documents to the old index during the restore; they go with it, as does what they write until it is gone`);
    }
    /** From here on a run is not cancelled any more: a second later it is done, and half of it would be worse. */
    lastMoment() {
        const { context } = this;
        context.signal.throwIfAborted();
        return { ...context, cluster: context.cluster.steady };
    }
    /** Removes what was begun. @returns the error, which says what the target is */
    async giveUp(error) {
        const { target } = this.plan;
        let left = `${target} is as it was`;
        const beside = this.beside.target;
        try {
            // Where the answer was lost, the target may be gone all the same.
            if (this.isTaken && (await isComplete(this.context.cluster.steady, beside)))
                return lost(target, beside, error);
            await removeUnfinished(this.beside, this.context);
        }
        catch (failed) {
            if (this.isTaken)
                left = `whether ${target} is as it was is not known`;
            left += `; ${beside} could not be removed: ${(0,errors/* messageOf */.bD)(failed)}; the next run will see to it`;
        }
        if (!(error instanceof errors/* RestoreError */.DZ))
            return error;
        const { code, message, hint, cause } = error;
        // Whoever reads it knows the target, and not what it was restored in.
        const told = message.replaceAll(beside, target);
        return new errors/* RestoreError */.DZ(code, `${told} — ${left}`, { ...(hint === undefined ? {} : { hint }), cause });
    }
}
function lost(target, beside, error) {
    return new errors/* RestoreError */.DZ('INDEX_NOT_IN_PLACE', `index ${target} is not in its place yet, and its verified copy is ${beside}: ${(0,errors/* messageOf */.bD)(error)}`, {
        hint: placingHint(target, beside),
        cause: error,
    });
}
//# sourceMappingURL=beside.js.map
;// CONCATENATED MODULE: ./lib/restore/data-stream.js





/**
 * Creates a data stream with the mark of this run, ready to take documents. Its index template makes it; what of the
 * dump differs from that is put after, as far as an index takes it that is there already.
 */
async function createDataStreamTarget(plan, context) {
    const { cluster, engine, heart, run } = context;
    const { target, definition } = plan;
    const amount = amountOf(plan, context);
    context.signal.throwIfAborted();
    context.begun.add(target);
    await (0,data_streams/* createDataStream */.pe)(cluster, target, run);
    heart.beginDataStream(target, run);
    // Not the pipeline: that is off while documents are loaded.
    await checkExtension({ ...plan, dataFiles: [] }, cluster);
    const { create, later } = splitSettings(definition.settings ?? {}, amount);
    const differing = differingFrom(await (0,cluster_indices/* getSettings */.mt)(cluster, target), create);
    if (Object.keys(differing).length > 0)
        await (0,cluster_indices/* putSettings */.d1)(cluster, target, differing);
    if (definition.mappings && Object.keys(definition.mappings).length > 0)
        await engine.putMappings(target, definition.mappings);
    const made = await (0,cluster_indices/* getMade */.w8)(cluster, target);
    const { before, after, seal } = settingsAroundLoad(made.settings, later, amount);
    if (Object.keys(before).length > 0)
        await (0,cluster_indices/* putSettings */.d1)(cluster, target, before);
    return { after, seal, made };
}
/** @returns the settings of the dump, by dotted name, that the template gave other values */
function differingFrom(actual, wanted) {
    const leaves = (0,json_leaves/* leavesOf */.w)(wanted).filter(([name, value]) => {
        const { ok } = (0,verify_settings/* compareSettings */.ZK)({ [name]: value }, actual, 'settings');
        return !ok;
    });
    return Object.fromEntries(leaves);
}
//# sourceMappingURL=data-stream.js.map
;// CONCATENATED MODULE: ./lib/restore/restore-index.js










/**
 * Restores one index by its plan, in its place or beside it. Never throws: what goes wrong is in the result, and an index
 * that was begun and not finished is removed.
 */
async function restoreIndex(plan, context) {
    const began = Date.now();
    const result = emptyResult(plan);
    try {
        if (plan.fault)
            throw plan.fault;
        if (plan.action === 'skip')
            return { ...result, status: 'skipped' };
        if (plan.action === 'replace' || plan.action === 'swap')
            await restoreBeside(plan, context, result);
        else
            await restoreInPlace(plan, context, result);
        result.status = 'ok';
        result.verified = context.inputs.verify !== 'none' && (result.documents.rejected ?? 0) === 0;
    }
    catch (error) {
        const cause = context.signal.aborted && !isInBetween(error) ? context.signal.reason : error;
        const given = Object.keys(context.inputs.indexSettings ?? {});
        const files = context.metadataFiles.get(plan.source) ?? {};
        const peculiar = plan.isDataStream ? withStreamHint(cause, plan.target, files) : cause;
        const told = withFile(peculiar, files, given, plan.definition.mappings);
        result.failure = failure_failureOf(withSystemHint(told, plan.target));
        if (plan.action === 'create' && !plan.fault)
            await cleanUp(plan, context, result.failure);
    }
    result.durationMs += Date.now() - began;
    return result;
}
async function restoreInPlace(plan, context, result) {
    const { cluster, engine, stages, handingOver } = context;
    const { target, definition } = plan;
    const isNew = plan.action === 'create';
    const create = plan.isDataStream ? createDataStreamTarget : createTarget;
    const making = stages.during('Make indexes', () => isNew ? create(plan, context) : extendTarget(plan, context));
    const { seal, made } = await buildIndex(plan, making, context, result);
    const isTaker = isNew && handingOver.isTaker(target);
    if (isTaker)
        await finishTaker(plan, context);
    else if (definition.aliases)
        await handingOver.give(target, definition.aliases, ({ aliases, taking }) => engine.putAliases(target, aliases, taking));
    const steady = isTaker ? { ...context, cluster: cluster.steady } : context;
    const checks = plan.isDataStream ? [] : await verifyDue(plan, steady, made);
    result.checks.push(...checks);
    requireOk(plan, checks);
    if (!isTaker)
        await finish(plan, context);
    await handingOver.seal(target, target, seal);
}
/** What it took over must not go with it: so it is finished in the request that takes. */
async function finishTaker({ target, definition }, context) {
    const { cluster, heart, run, handingOver, signal } = context;
    signal.throwIfAborted();
    await heart.end(target);
    const mark = (0,markers/* markerName */.CO)(target, run);
    await handingOver.give(target, definition.aliases ?? {}, ({ aliases, taking: more }) => finishWith(cluster.steady, { index: target, mark, aliases, more }));
}
async function verifyDue(plan, context, made) {
    const { target, definition } = plan;
    const { handingOver } = context;
    if (!definition.aliases)
        return await verifyAliases(plan, context, [], made);
    const brought = definition.aliases;
    return await handingOver.alone(target, async () => {
        const due = { ...definition, aliases: handingOver.due(target, brought) };
        return await verifyAliases({ ...plan, definition: due }, context, [], made);
    });
}
async function finish(plan, { cluster, heart, signal }) {
    signal.throwIfAborted();
    // Not cancelled any more: a finished index without its blocks would be in the way of the next run.
    if (plan.action !== 'create')
        return;
    await heart.takeOff(plan.target).catch(async (error) => {
        // Where the answer was lost, it may be done all the same.
        if (await isMarked(plan, cluster.steady))
            throw error;
    });
}
async function isMarked({ target, isDataStream }, cluster) {
    if (isDataStream)
        return (await (0,data_streams/* dataStreamMarker */.NT)(cluster, target)) !== undefined;
    return (await (0,cluster_indices/* indexMarker */.bN)(cluster, target)) !== null;
}
/** What is where must be told also of a run that was cancelled. */
function isInBetween(error) {
    return error instanceof errors/* RestoreError */.DZ && error.code === 'INDEX_NOT_IN_PLACE';
}
async function cleanUp(plan, context, failure) {
    try {
        await removeUnfinished(plan, context);
    }
    catch (error) {
        failure.message += ` — and it could not be removed: ${(0,errors/* messageOf */.bD)(error)}; the next run will remove it`;
    }
}
/** @returns the result of an index of which nothing is done yet */
function emptyResult(plan) {
    const { source, target, action, data, dumped, steps, fault } = plan;
    const told = {
        create: 'created',
        append: 'appended',
        skip: 'skipped',
        replace: 'replaced',
        swap: 'replaced',
    };
    return {
        name: target,
        source,
        action: told[action],
        status: 'failed',
        types: steps,
        documents: {
            dump: fault || action === 'skip' ? null : (data?.distinct ?? null),
            indexed: null,
            rejected: null,
            cluster: null,
        },
        superseded: data?.superseded?.size ?? 0,
        bytes: data?.bytes ?? 0,
        content: contentOf(dumped, data),
        durationMs: 0,
        verified: false,
        checks: [],
        rejections: [],
        planned: null,
        failure: null,
    };
}
//# sourceMappingURL=restore-index.js.map
;// CONCATENATED MODULE: ./lib/verify/type-conflicts.js



/**
 * Finds what an index that exists can never take on: a field keeps the type that it has.
 * @param dump the dump's mapping
 * @param actual the cluster's
 * @returns a line for each field that has another type in the cluster
 */
function typeConflicts(dump, actual) {
    return conflictsBelow('', (0,mappings/* withoutDots */.nu)(dump), (0,mappings/* withoutDots */.nu)(actual));
}
function conflictsBelow(path, dump, actual) {
    const conflicts = [];
    for (const children of ['properties', 'fields']) {
        const [ours, theirs] = [dump[children], actual[children]];
        if (!(0,objects/* isObject */.G)(ours) || !(0,objects/* isObject */.G)(theirs))
            continue;
        for (const [name, field] of Object.entries(ours)) {
            const found = Object.hasOwn(theirs, name) ? theirs[name] : undefined;
            if (!(0,objects/* isObject */.G)(field) || !(0,objects/* isObject */.G)(found))
                continue;
            const place = path === '' ? name : `${path}.${name}`;
            const [type, foundType] = [(0,mappings/* typeOf */.QP)(field), (0,mappings/* typeOf */.QP)(found)];
            if (type === foundType)
                conflicts.push(...conflictsBelow(place, field, found));
            else
                conflicts.push((0,verify_settings/* difference */.iv)(`${place}.type`, type, foundType));
        }
    }
    return conflicts;
}
//# sourceMappingURL=type-conflicts.js.map
;// CONCATENATED MODULE: ./lib/restore/dry-run/deeds.js
// The requests of a restore that take rights, to ask about them beforehand. Of some (refreshing, reading mappings and
// aliases, the parts of a bulk request) no cluster tells.

/** @returns what the restore of an index asks, as it would ask it; the documents of one stand for all */
function deedsOf(plan, run) {
    const { action, target, definition } = plan;
    if (action === 'skip')
        return [];
    if (action === 'append') {
        const given = definition.aliases ? aliases(target, definition.aliases) : [];
        return [settings(target), ...loading(plan, target), ...mapping(plan, target), ...given];
    }
    if (plan.isDataStream)
        return makingDataStream(plan);
    if (action === 'create')
        return deeds_making(plan, target, run);
    const beside = besideName(target, run);
    const old = `/${encodeURIComponent(target)}`;
    const replacing = [
        { method: 'PUT', path: `/${encodeURIComponent(beside)}/_clone/${encodeURIComponent(target)}` },
        { method: 'PUT', path: `${old}/_settings`, body: { index: { 'blocks.write': true } } },
    ];
    return [
        ...deeds_making(plan, beside, run),
        { method: 'DELETE', path: old },
        ...aliases(target, { [target]: {} }),
        ...(action === 'replace' ? replacing : []),
    ];
}
function deeds_making(plan, index, run) {
    const path = `/${encodeURIComponent(index)}`;
    return [
        { method: 'PUT', path },
        { method: 'GET', path },
        settings(index),
        { method: 'PUT', path: `${path}/_settings`, body: { index: { refresh_interval: '-1' } } },
        ...aliases(index, { ...plan.definition.aliases, ...(0,markers/* markerAlias */.Zi)((0,markers/* markerName */.CO)(index, run)) }),
        ...loading(plan, index),
        ...mapping(plan, index),
        { method: 'DELETE', path },
    ];
}
function makingDataStream(plan) {
    const { target } = plan;
    const path = `/_data_stream/${encodeURIComponent(target)}`;
    const of = [
        { method: 'PUT', path },
        { method: 'GET', path },
        { method: 'DELETE', path },
    ];
    const mark = { index: { refresh_interval: '-1' } };
    const marking = { method: 'PUT', path: `/${encodeURIComponent(target)}/_settings`, body: mark };
    return [...of, settings(target), marking, ...loading(plan, target), ...mapping(plan, target)];
}
function aliases(index, of) {
    const actions = Object.keys(of).map((alias) => ({ add: { index, alias } }));
    return [{ method: 'POST', path: '/_aliases', body: { actions } }];
}
function loading({ dataFiles }, index) {
    if (dataFiles.length === 0)
        return [];
    const path = `/${encodeURIComponent(index)}`;
    return [
        { method: 'PUT', path: `${path}/_doc/1`, body: {} },
        { method: 'POST', path: `${path}/_search`, body: { query: { ids: { values: ['1'] } } } },
    ];
}
function settings(index) {
    return { method: 'GET', path: `/${encodeURIComponent(index)}/_settings` };
}
/** Documents may bring fields that the mapping does not name. */
function mapping({ definition, dataFiles }, index) {
    if (!definition.mappings && dataFiles.length === 0)
        return [];
    return [{ method: 'PUT', path: `/${encodeURIComponent(index)}/_mapping`, body: { properties: {} } }];
}
//# sourceMappingURL=deeds.js.map
;// CONCATENATED MODULE: ./lib/restore/dry-run/questions.js







/** Makes an index, with all that it is given in one request; a data stream is made by its template. */
function isMaking({ action, isDataStream }) {
    if (isDataStream)
        return false;
    return action === 'create' || action === 'replace' || action === 'swap';
}
/**
 * Asks all that can be asked about an index without writing.
 * @throws RestoreError with the first that would fail
 */
async function askAbout(plan, questions) {
    const { cluster, run, onUntold } = questions;
    const { target, definition, action } = plan;
    await requireRights(`index ${target}`, deedsOf(plan, run), questions);
    if (action !== 'skip')
        await requireFreeAliases(plan, cluster);
    if (isMaking(plan)) {
        const { create } = splitSettings({ ...definition.settings, ...definition.analysis }, 'little');
        const body = { settings: { index: create }, mappings: definition.mappings ?? {} };
        if (!(await wouldCreate(cluster, target, body)))
            onUntold();
    }
    else if (action === 'append') {
        await checkExtension(plan, cluster);
        if (definition.mappings)
            requireTypes(plan, definition.mappings, await (0,cluster_indices/* getMappings */.EN)(cluster, target));
    }
}
/** @throws RestoreError CLUSTER_UNAUTHORIZED with the rights that this user lacks */
async function requireRights(what, deeds, { cluster, rightsAreTold }) {
    const missing = rightsAreTold ? await missingRights(cluster, deeds) : [];
    if (missing.length === 0)
        return;
    throw new errors/* RestoreError */.DZ('CLUSTER_UNAUTHORIZED', `this user lacks the rights ${missing.join(', ')} for ${what}`, {
        hint: 'Give this user the rights that docs/PERMISSIONS.md lists.',
    });
}
/**
 * @throws RestoreError INDEX_NAME_INVALID where an alias of the dump has a name that OpenSearch refuses, NAMES_CLASH where
 * it has the name of an index
 */
async function requireFreeAliases({ target, definition }, cluster) {
    const names = Object.keys(definition.aliases ?? {}).filter((name) => name !== target);
    for (const name of names) {
        const fault = aliasNameFault(name);
        if (fault === undefined)
            continue;
        throw new errors/* RestoreError */.DZ('INDEX_NAME_INVALID', `index ${target}: ${fault}`, {
            hint: 'Rename it with `rename-alias-pattern`, or leave `alias` out of `types`.',
        });
    }
    for (const [name, { kind }] of await (0,cluster_indices/* lookUpTargets */.T8)(cluster, names)) {
        if (kind !== 'index')
            continue;
        throw new errors/* RestoreError */.DZ('NAMES_CLASH', `index ${target} cannot have the alias ${name}: it is an index`, {
            hint: 'Rename it with `rename-alias-pattern`, or leave `alias` out of `types`.',
        });
    }
}
function requireTypes({ target, isDataStream }, dump, actual) {
    const conflicts = typeConflicts(dump, actual);
    if (conflicts.length === 0)
        return;
    const [kind, fix] = isDataStream
        ? ['data stream', 'Change its index template and roll it over']
        : ['index', 'Restore it anew with `if-exists: replace`, or under another name'];
    throw new errors/* RestoreError */.DZ('INDEX_DIFFERS', `${kind} ${target} cannot take on the dump's mapping: ${conflicts.slice(0, 5).join('; ')}`, { hint: `${fix}, or leave \`mapping\` out of \`types\`.` });
}
//# sourceMappingURL=questions.js.map
;// CONCATENATED MODULE: ./lib/restore/dry-run/room.js

/**
 * Documents take about as much room in an index as in the dump, each copy of them again.
 * @param made the indexes that the plan makes
 * @returns a warning for what the cluster has no room for, as far as it tells
 */
function roomWarnings(made, { shards, diskBytes }) {
    const needed = made.map((index) => ({ shards: shardsOf(index), copies: copiesOf(index), data: index.data }));
    const shardsDue = needed.reduce((sum, one) => sum + one.shards * one.copies, 0);
    const bytesDue = needed.reduce((sum, one) => sum + (one.data?.bytes ?? 0) * one.copies, 0);
    const warnings = [];
    if (shards && shards.used + shardsDue > shards.most) {
        warnings.push(`The plan needs ${shardsDue} shards, and ${shards.used} of the ${shards.most} that the cluster may have are there: raise \`cluster.max_shards_per_node\`, or restore fewer indexes or replicas.`);
    }
    if (diskBytes !== undefined && bytesDue > diskBytes) {
        warnings.push(`The plan needs about ${(0,numbers/* formatBytes */.z3)(bytesDue)}, and the cluster's disks have ${(0,numbers/* formatBytes */.z3)(diskBytes)} free.`);
    }
    return warnings;
}
function shardsOf({ definition }) {
    return Number(definition.settings?.number_of_shards ?? 1);
}
function copiesOf({ definition }) {
    return 1 + Number(definition.settings?.number_of_replicas ?? 1);
}
//# sourceMappingURL=room.js.map
;// CONCATENATED MODULE: ./lib/plan/template-patterns.js
/** No name that an index may have is longer. */
const LONGEST = 255;
/** @returns whether both would be for some name, so that their priorities have to differ */
function areRivals(one, other) {
    if (one.priority !== other.priority)
        return false;
    return one.patterns.some((pattern) => other.patterns.some((rival) => haveCommonName(pattern, rival)));
}
/** @returns whether there is a text that fits both globs, in which `*` stands for any characters */
function haveCommonName(one, other) {
    if (one.length > LONGEST || other.length > LONGEST)
        return false;
    const [start = '', begin = ''] = [one.split('*')[0], other.split('*')[0]];
    if (!start.startsWith(begin) && !begin.startsWith(start))
        return false;
    // From the ends: whether what is left of the one, from a place on, has a text in common with each rest of the other.
    let below = [];
    for (let i = one.length; i >= 0; i--) {
        const row = [];
        for (let j = other.length; j >= 0; j--) {
            if (i === one.length && j === other.length)
                row[j] = true;
            else if (one[i] === '*')
                row[j] = below[j] === true || row[j + 1] === true;
            else if (other[j] === '*')
                row[j] = row[j + 1] === true || below[j] === true;
            else
                row[j] = one[i] === other[j] && i < one.length && below[j + 1] === true;
        }
        below = row;
    }
    return below[0] === true;
}
//# sourceMappingURL=template-patterns.js.map
;// CONCATENATED MODULE: ./lib/restore/dry-run/composed.js



/**
 * @param parts component templates that are put before it
 * @returns the body of an index template with these in itself, so that it can be asked about while they are not there
 */
function composedBody({ body, ...step }, parts) {
    const names = [body.composed_of ?? []].flat().map(String);
    const own = names.flatMap((name) => parts.filter((part) => part.name === name));
    if (own.length === 0)
        return body;
    const all = [...own, { ...step, body }].map(definitionOf);
    const settings = (0,json_leaves/* nested */.c)(all.flatMap(({ settings = {} }) => (0,json_leaves/* leavesOf */.w)(withPrefix(settings))));
    const mappings = all.reduce((merged, one) => overlaid(merged, one.mappings ?? {}), {});
    const aliases = Object.assign({}, ...all.map((one) => one.aliases ?? {}));
    const composed_of = names.filter((name) => !own.some((part) => part.name === name));
    return { ...body, composed_of, template: { settings, mappings, aliases } };
}
/** `index.` may be left out of settings; of one setting that is given both ways the last has to win. */
function withPrefix(settings) {
    const leaves = (0,json_leaves/* leavesOf */.w)(settings).map(([name, value]) => [
        name.startsWith('index.') ? name : `index.${name}`,
        value,
    ]);
    return Object.fromEntries(leaves);
}
/** A field that both have is the later one's; only what has fields is merged. */
function overlaid(below, above) {
    const merged = { ...below, ...above };
    const [fields, others] = [below.properties, above.properties];
    if (!(0,objects/* isObject */.G)(fields) || !(0,objects/* isObject */.G)(others))
        return merged;
    const names = Object.keys(others).map((name) => {
        const [one, other] = [fields[name], others[name]];
        const bothHaveFields = (0,objects/* isObject */.G)(one) && (0,objects/* isObject */.G)(other) && one.properties && other.properties;
        return [name, bothHaveFields ? overlaid(one, other) : other];
    });
    return { ...merged, properties: { ...fields, ...Object.fromEntries(names) } };
}
//# sourceMappingURL=composed.js.map
;// CONCATENATED MODULE: ./lib/restore/dry-run/steps.js







/** Members of the bodies, which the cluster is asked about in the form of another kind. */
const OF_COMPONENT = ['template', 'version', '_meta'];
const OF_LEGACY = ['index_patterns', 'template', 'order', 'version', 'settings', 'mappings', 'aliases'];
/** What only the name of a template is held to, which is not asked. */
const ODD_NAME = /[ ,#*]|^_|\p{Lu}/u;
/** Asks about templates, policies and scripts in their order: those that would be put come before those that follow. */
async function askAboutSteps(steps, questions) {
    const results = [];
    const put = [];
    const isAny = steps.some(({ type }) => type === 'index_template');
    const held = isAny ? await nameTemplates(questions.cluster) : [];
    for (const step of steps) {
        const { type, name } = step;
        try {
            await steps_askAbout(step, put, held, questions);
            results.push({ type, name, status: 'planned', failure: null });
            put.push(step);
        }
        catch (error) {
            results.push({ type, name, status: 'failed', failure: failure_failureOf(withMappingHint(error)) });
        }
    }
    return results;
}
async function steps_askAbout(step, put, held, questions) {
    const { type, name, body } = step;
    const { cluster, onUntold } = questions;
    await requireRights(`the ${type} ${name}`, [(0,templates/* stepDeed */.fZ)(type, name, body)], questions);
    if (type === 'policy')
        return await requirePolicies(cluster, name);
    if (type === 'script')
        return;
    const odd = ODD_NAME.exec(name)?.[0];
    if (odd !== undefined)
        throw refused(step, `its name has ${JSON.stringify(odd)}`);
    if (type === 'index_template') {
        if (!(await askAboutIndexTemplate(step, put, held, questions)))
            onUntold();
        return;
    }
    const isLegacy = type === 'template';
    const unknown = Object.keys(body).find((key) => !(isLegacy ? OF_LEGACY : OF_COMPONENT).includes(key));
    if (unknown !== undefined)
        throw refused(step, `OpenSearch has no member ${unknown} in it`);
    if (isLegacy && [body.index_patterns ?? body.template ?? []].flat().length === 0)
        throw refused(step, 'it has no `index_patterns`');
    if (!isLegacy && body.template === undefined)
        throw refused(step, 'it has no `template`');
    const { settings, mappings, aliases } = body;
    const asked = isLegacy ? { template: { settings, mappings, aliases } } : body;
    if (!(await wouldTakePart(cluster, type, name, asked)))
        onUntold();
}
async function askAboutIndexTemplate(step, put, held, { cluster }) {
    const own = nameTemplateOf(step);
    const before = put.filter(({ type }) => type === 'index_template');
    const rival = before.map(nameTemplateOf).find((one) => areRivals(one, own));
    if (rival) {
        throw refused(step, `index_template ${rival.name} of the dump has patterns for the same names and the same priority, ${own.priority}`);
    }
    // The cluster sees to that as well, but not while it has the template that this one takes the place of.
    if (held.some(({ isOfDataStreams }) => isOfDataStreams)) {
        const { composable } = templatesToCome(held, [...before, step]);
        const lost = (await madeDataStreams(cluster)).filter((name) => !bestOf(composable, name)?.isOfDataStreams);
        if (lost.length > 0)
            throw refused(step, `data streams of the cluster would have no template any more: ${listed(lost)}`);
    }
    const parts = put.filter(({ type }) => type === 'component_template');
    const replaced = [...before.map(({ name }) => name), step.name];
    return await wouldTakeTemplate(cluster, step.name, composedBody(step, parts), replaced);
}
function refused({ type, name }, why) {
    return new errors/* RestoreError */.DZ('CLUSTER_REFUSED', `the ${type} ${name} would be refused: ${why}`, {
        hint: `Change it in the dump for this cluster, or leave \`${type}\` out of \`types\`.`,
    });
}
//# sourceMappingURL=steps.js.map
;// CONCATENATED MODULE: ./lib/restore/dry-run/dry-run.js








/** Asks the cluster of each part of a plan whether it would take it, as far as it can be asked without writing. */
async function dryRun(plan, context) {
    const { cluster, run } = context;
    const made = plan.indices.filter((index) => !index.fault && isMaking(index));
    const warnings = new Set(roomWarnings(made, await askRoom(cluster)));
    const onUntold = () => warnings.add('This user may not ask whether an index would be created; it was not checked.');
    const questions = { cluster, run, rightsAreTold: await tellsRights(cluster), onUntold };
    const clusterSteps = await askAboutSteps(plan.clusterSteps, questions);
    const left = withoutFailedTemplates(plan.indices, clusterSteps);
    for (const warning of left.warnings)
        warnings.add(warning);
    const indices = [];
    for (const index of left.indices)
        indices.push(await lookAtIndex(index, context, questions));
    return { clusterSteps, indices, warnings: [...warnings] };
}
async function lookAtIndex(plan, { metadataFiles, inputs }, questions) {
    const began = Date.now();
    const { data, fault, action, definition } = plan;
    const result = {
        ...emptyResult(plan),
        action: 'planned',
        status: action === 'skip' ? 'skipped' : 'planned',
        documents: { dump: null, indexed: null, rejected: null, cluster: null },
        planned: fault ? null : { action, documents: data?.distinct ?? null },
    };
    try {
        if (fault)
            throw fault;
        await askAbout(plan, questions);
    }
    catch (error) {
        result.status = 'failed';
        const files = metadataFiles.get(plan.source) ?? {};
        const given = Object.keys(inputs.indexSettings ?? {});
        result.failure = failure_failureOf(withFile(error, files, given, definition.mappings));
    }
    return { ...result, durationMs: Date.now() - began };
}
//# sourceMappingURL=dry-run.js.map
;// CONCATENATED MODULE: ./lib/restore/stages.js
/** Measures from when to when anything was in each stage; indexes are in several at the same time. */
class Stages {
    now;
    spans = new Map();
    /** @param now milliseconds since the step began */
    constructor(now) {
        this.now = now;
    }
    /** Does a part of the work, which counts for the stage, also where it fails. */
    async during(name, work) {
        const began = this.now();
        const span = this.spans.get(name) ?? { began, ended: began };
        this.spans.set(name, span);
        try {
            return await work();
        }
        finally {
            span.ended = this.now();
        }
    }
    /** @returns the stages in the order in which they began, each from its first begin to its last end */
    told() {
        return [...this.spans].map(([name, { began, ended }]) => ({ name, beganMs: began, ms: ended - began }));
    }
}
//# sourceMappingURL=stages.js.map
;// CONCATENATED MODULE: ./lib/restore/handing-over.js


/**
 * An alias writes to one index, and where the dump says that it is another than before, indexes come to their end in any
 * order, or fail. So the one that gives it up stays the one that is written to, also when it is in place, until the one
 * that takes over does so in the request that puts it in its place.
 */
class HandingOver {
    plan;
    cluster;
    log;
    oneByOne = pLimit(1);
    /** By target: what an index in place still has otherwise than the dump says. */
    kept = new Map();
    /** By target: settings that an index gets when nothing is written to it any more. */
    seals = new Map();
    concerned;
    constructor(plan, cluster, log) {
        this.plan = plan;
        this.cluster = cluster;
        this.log = log;
        const targets = plan.handovers.flatMap(({ to, from }) => [to, ...from.map(({ target }) => target)]);
        this.concerned = new Set(targets);
    }
    /** @returns whether it may have to take an alias from another index */
    isTaker(target) {
        return this.plan.handovers.some(({ to }) => to === target);
    }
    /**
     * Gives an index its aliases.
     * @param aliases as the dump has them
     * @param put sends the request; must not use this again
     */
    async give(target, aliases, put) {
        await this.alone(target, async () => {
            const kept = await this.keptBy(target, aliases);
            const taken = await this.takenBy(target);
            await put({ aliases: { ...aliases, ...kept }, taking: taken.map(({ action }) => action) });
            this.kept.set(target, kept);
            for (const { alias, giver } of taken) {
                delete this.kept.get(giver)?.[alias];
                this.log(`${target}: takes over from ${giver} what is written to alias ${alias}`);
            }
        });
    }
    /** Does what needs the aliases of an index to stay as they are meanwhile. */
    async alone(target, act) {
        return this.concerned.has(target) ? await this.oneByOne(act) : await act();
    }
    /** @returns what an index in place has to have now; to be asked for while it is {@link alone} */
    due(target, aliases) {
        return { ...aliases, ...this.kept.get(target) };
    }
    /**
     * Puts the settings that end writing, of an index in place: while an alias still writes to it, they wait for the one that
     * takes over; its own call puts them.
     */
    async seal(target, index, seal) {
        if (Object.keys(seal).length > 0)
            this.seals.set(target, { index, seal });
        await this.alone(target, async () => {
            for (const [name, due] of this.seals) {
                if ((name !== target && !this.concerned.has(name)) || this.isKept(name))
                    continue;
                this.seals.delete(name);
                await (0,cluster_indices/* putSettings */.d1)(this.cluster, due.index, due.seal);
            }
        });
    }
    isKept(target) {
        return Object.keys(this.kept.get(target) ?? {}).length > 0;
    }
    async keptBy(target, aliases) {
        // An alias may be called `constructor`.
        const kept = Object.create(null);
        for (const { alias, to, from } of this.plan.handovers) {
            const giver = from.find((one) => one.target === target);
            if (!giver)
                continue;
            const holders = await (0,cluster_aliases/* aliasHolders */.Wx)(this.cluster, alias);
            const writer = Object.keys(holders).find((index) => writes(index, holders));
            if (writer === undefined || !isOf(giver, writer))
                continue;
            const due = Object.hasOwn(aliases, alias) ? aliases[alias] : holders[writer];
            kept[alias] = { ...due, is_write_index: true };
            this.log(`${target}: alias ${alias} writes to it until ${to} takes over`);
        }
        return kept;
    }
    async takenBy(target) {
        const taken = [];
        for (const { alias, to, from } of this.plan.handovers) {
            if (to !== target)
                continue;
            const holders = await (0,cluster_aliases/* aliasHolders */.Wx)(this.cluster, alias);
            const writer = Object.keys(holders).find((index) => flagOf(holders[index]) === 'true');
            const giver = writer && from.find((one) => isOf(one, writer));
            if (!writer || !giver)
                continue;
            const action = this.takingFrom(giver, writer, alias, holders[writer]);
            taken.push({ alias, giver: giver.target, action });
        }
        return taken;
    }
    /** One that is in place becomes what the dump says; of one that is not, all but the flag stays. */
    takingFrom({ target }, index, alias, held) {
        if (!this.kept.get(target)?.[alias])
            return { add: { ...held, is_write_index: false, index, alias } };
        const plan = this.plan.indices.find((one) => one.target === target);
        const due = Object.entries(plan?.definition.aliases ?? {}).find(([name]) => name === alias);
        return due ? { add: { ...due[1], index, alias } } : { remove: { index, alias } };
    }
}
function isOf({ target, indices }, index) {
    return index === target || indices.includes(index) || (0,markers/* markerName */.CO)(target, { id: (0,markers/* runIn */.VO)(index) }) === index;
}
function flagOf(options) {
    return String(options?.is_write_index);
}
/** An alias of one index writes to that, unless it is told not to. */
function writes(index, holders) {
    const flag = flagOf(holders[index]);
    return flag === 'true' || (flag !== 'false' && Object.keys(holders).length === 1);
}
//# sourceMappingURL=handing-over.js.map
;// CONCATENATED MODULE: ./lib/restore/carry-out.js






/**
 * An index is made and finished by the cluster manager, one change of its state after the other; where many are small
 * that takes longest. So more are under way than are loaded and verified at a time.
 */
const UNDER_WAY = 4;
/** Of more indexes the log names only those that are not well; progress counts the others. */
const OUTCOMES = 100;
/**
 * Templates first, then the indexes, the largest first.
 * @param onIndex told the result of each index when it is there; a cancelled run may not come to its end
 */
async function carryOut(plan, context, onIndex) {
    const clusterSteps = await restoreClusterSteps(plan.clusterSteps, context);
    const { indices: planned, warnings } = withoutFailedTemplates(plan.indices, clusterSteps);
    for (const warning of warnings)
        context.log(`note: ${warning}`);
    const indices = [];
    const places = planned.map((index, place) => ({ index, place }));
    places.sort((a, b) => dataBytes(b.index) - dataBytes(a.index));
    const underWay = pLimit(UNDER_WAY * context.inputs.parallel);
    await underWay.map(places, async ({ index, place }) => {
        const one = await restoreIndex(index, context);
        await release(index);
        indices[place] = one;
        onIndex(one);
        if (one.failure)
            context.log(outcomeOf(one), 'bad');
        else if (places.length > OUTCOMES && one.verified)
            context.debug(outcomeOf(one));
        else
            context.log(outcomeOf(one), one.verified ? 'good' : undefined);
    });
    return { clusterSteps, indices, warnings };
}
/** On disk: what gzip makes of it is not known before it is read. A remote file has no bytes yet, only documents. */
function dataBytes({ dataFiles }) {
    return dataFiles.reduce((sum, { bytes, remote }) => sum + bytes + (remote?.documents ?? 0), 0);
}
/** What another cluster keeps for an index is of no use any more. */
async function release({ dataFiles }) {
    await Promise.all(dataFiles.map(({ remote }) => remote?.release()));
}
function outcomeOf({ name, status, action, documents, durationMs, failure }) {
    if (failure)
        return `${name}: FAILED: ${failure.code}: ${failure.message}`;
    if (status === 'skipped')
        return `${name}: skipped`;
    const held = documents.cluster === null ? '' : `, ${(0,numbers/* counted */.hS)(documents.cluster, 'document')} in the index`;
    const rejected = documents.rejected ? `, ${(0,numbers/* formatCount */.B4)(documents.rejected)} rejected` : '';
    return `${name}: ${action}${held}${rejected}, ${(0,numbers/* formatDuration */.a3)(durationMs)}`;
}
/** Puts the templates, policies and scripts, in the order in which they may refer to one another. */
async function restoreClusterSteps(steps, context) {
    const results = [];
    for (const step of steps) {
        const { type, name } = step;
        try {
            await context.engine.putClusterStep(step);
            results.push({ type, name, status: 'ok', failure: null });
        }
        catch (error) {
            results.push({ type, name, status: 'failed', failure: failure_failureOf(withMappingHint(error)) });
        }
    }
    return results;
}
//# sourceMappingURL=carry-out.js.map
;// CONCATENATED MODULE: ./lib/source/apart.js



const apart_SHOWN = 10;
/**
 * Source and target may be one cluster, if nothing that is read is written to, by its name or by an alias of it, and no
 * alias of what is read gets a second index: its readers would find every document twice, and its writers no index.
 * @throws RestoreError NAMES_CLASH with every index of which that is not so
 */
async function requireApart(source, target, { indices, otherShards }, { renameAlias }) {
    if (source.uuid !== target.uuid)
        return;
    const all = [...indices, ...otherShards];
    const sources = new Set(all.map(({ index }) => index.name));
    const states = await (0,cluster_indices/* lookUpTargets */.T8)(target, [...new Set(all.map((one) => one.target))]);
    const clashes = all.flatMap(({ index, target: name }) => {
        const state = states.get(name);
        const behind = state?.kind === 'alias' ? state.indices : [name];
        const hit = behind.find((one) => sources.has(one));
        if (hit === undefined)
            return [];
        return [`${index.name} would be restored into ${name}${hit === name ? '' : `, an alias of ${hit}`}`];
    });
    if (clashes.length === 0)
        return await requireOwnAliases(source, indices, renameAlias);
    const more = clashes.length > apart_SHOWN ? `; and ${clashes.length - apart_SHOWN} more` : '';
    throw new errors/* RestoreError */.DZ('NAMES_CLASH', `source and target are one cluster, ${target.name}, and what is read would be written to: ${clashes.slice(0, apart_SHOWN).join('; ')}${more}`, { hint: 'Give the restored indexes other names, with `rename-pattern`. Nothing was written.' });
}
/** @throws RestoreError NAMES_CLASH */
async function requireOwnAliases(source, indices, renameAlias) {
    const owners = new Map();
    const wanted = [];
    for (const { index, types } of indices) {
        if (!types.includes('alias'))
            continue;
        for (const alias of Object.keys(await (0,cluster_indices/* getAliases */.VK)(source, index.name))) {
            owners.set(alias, index.name);
            wanted.push({ index: index.name, alias: renameAlias ? renamed(alias, renameAlias) : alias });
        }
    }
    const shared = wanted.filter(({ alias }) => owners.has(alias));
    if (shared.length === 0)
        return;
    const shown = shared.slice(0, apart_SHOWN).map(({ index, alias }) => `${alias} (of ${index})`);
    const more = shared.length > apart_SHOWN ? `; and ${shared.length - apart_SHOWN} more` : '';
    throw new errors/* RestoreError */.DZ('NAMES_CLASH', `source and target are one cluster, ${source.name}, and an alias of what is read would get the copy as well: ${shown.join('; ')}${more}`, {
        hint: 'Give the restored aliases other names, with `rename-alias-pattern`, or leave `alias` out of `types`. Nothing was written.',
    });
}
//# sourceMappingURL=apart.js.map
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./lib/cluster/client.js + 2 modules
var cluster_client = __webpack_require__(3252);
;// CONCATENATED MODULE: ./lib/cluster/bytes.js




/** The answer is larger than was asked for; nothing of it is kept. */
class TooLarge extends Error {
    name = 'TooLarge';
    constructor(most) {
        super(`an answer of more than ${most} bytes`);
    }
}
/** No text of an error needs more. */
const MOST_OF_ERROR = 64 * 1024;
/**
 * Asks once, and takes the answer as the bytes that it is: a string of V8 would end at 512 MB, and cost a copy.
 * @throws TooLarge; errors of the client
 */
async function requestBytes({ client }, { most, ...request }, signal) {
    const options = { asStream: true, maxRetries: 0 };
    const { body, statusCode, headers } = await client.transport.request(request, options);
    const stream = (0,external_node_stream_.addAbortSignal)(signal, body);
    stream.setTimeout(cluster_client/* REQUEST_TIMEOUT_MS */.j2, () => stream.destroy(new Error('it does not go on')));
    const isError = (statusCode ?? 500) >= 400;
    const answer = await bytesOf(stream, isError ? MOST_OF_ERROR : most, signal);
    if (isError)
        throw new library/* errors */.sO.ResponseError({ body: String(answer), statusCode, headers });
    return answer;
}
/** @returns whether it is the client that says so: the cluster refused, or did not answer */
function isClientError(error) {
    return error instanceof library/* errors */.sO.OpenSearchClientError;
}
async function bytesOf(stream, most, signal) {
    const pieces = [];
    let bytes = 0;
    try {
        if (Number(stream.headers['content-length'] ?? 0) > most)
            throw new TooLarge(most);
        for await (const piece of stream) {
            bytes += piece.length;
            if (bytes > most)
                throw new TooLarge(most);
            pieces.push(piece);
        }
    }
    catch (error) {
        stream.destroy();
        signal.throwIfAborted();
        if (error instanceof TooLarge)
            throw error;
        throw new library/* errors */.sO.ConnectionError(`the answer broke off: ${(0,errors/* messageOf */.bD)(error)}`);
    }
    return Buffer.concat(pieces, bytes);
}
//# sourceMappingURL=bytes.js.map
;// CONCATENATED MODULE: ./lib/source/errors.js


/** @returns a RestoreError for what the source cluster refused or could not do, told as the source's */
function sourceError(error, what) {
    if (error instanceof errors/* RestoreError */.DZ)
        return error;
    return ofSource((0,cluster_errors/* clusterError */.Fs)(error, what));
}
/** What is said of a cluster names the inputs of the target; of the source these have other names. */
function ofSource({ code, message, hint, cause }) {
    const told = hint?.replaceAll(/`(uri|username|password)`/g, '`source-$1`');
    return new errors/* RestoreError */.DZ(code, `source cluster: ${message}`, {
        ...(told === undefined ? {} : { hint: told }),
        cause,
    });
}
/** @returns the fault of an index of the source of which not everything can be read */
function unreadable(index, what, hint) {
    return new errors/* RestoreError */.DZ('SOURCE_UNREADABLE', `index ${index} of the source cluster: ${what}`, { hint });
}
const HEALTH = 'Look at the health of the source cluster, then run this again.';
/** @returns the fault of an index whose documents do not come */
function readFault(index, error) {
    if (error instanceof errors/* RestoreError */.DZ)
        return error;
    if (!isClientError(error))
        return unreadable(index, (0,errors/* messageOf */.bD)(error), HEALTH);
    if (/search_context_missing_exception|No search context found/.test((0,cluster_errors/* reasonOf */.A3)(error))) {
        const hint = 'A node of the source was restarted, or somebody closed it. Run this again.';
        return unreadable(index, 'the point in time, or scroll, by which it is read has ended too early', hint);
    }
    return sourceError(error, `the documents of index ${index} cannot be read`);
}
//# sourceMappingURL=errors.js.map
;// CONCATENATED MODULE: ./lib/source/cluster-files.js



const PATHS = {
    template: '/_template',
    component_template: '/_component_template',
    index_template: '/_index_template',
    policy: '/_plugins/_ism/policies',
    script: '/_cluster/state/metadata',
};
/** There is no list of scripts but in the state of the cluster. */
const SCRIPTS = { filter_path: 'metadata.stored_scripts' };
/** This cluster has nothing of the kind. */
const WITHOUT = new Set([400, 404, 405]);
const cluster_files_FORBIDDEN = 403;
/**
 * Reads templates, policies and scripts of the source cluster, as far as they are asked for.
 * @param types `all`: those that it has, and that this user may see
 * @returns files as elasticdump writes them
 * @throws RestoreError CLUSTER_UNAUTHORIZED for a type that was asked for by name
 */
async function readClusterFiles(cluster, types, note) {
    const files = {};
    for (const type of dump_types/* CLUSTER_TYPES */.rk.filter((one) => types === 'all' || types.includes(one))) {
        try {
            files[type] = [fileOf(type, await read(cluster, type))];
        }
        catch (error) {
            const status = (0,cluster_errors/* statusOf */.c2)(error) ?? 0;
            const isSkipped = types === 'all' && status === cluster_files_FORBIDDEN;
            if (isSkipped)
                note(`The user of the source cluster may not see its templates, policies or scripts of type ${type}: none is restored.`);
            if (!isSkipped && !WITHOUT.has(status))
                throw sourceError(error, `its ${type} cannot be read`);
        }
    }
    return files;
}
async function read({ client, textClient }, type) {
    const request = { method: 'GET', path: PATHS[type] };
    if (type !== 'script')
        return (await textClient.transport.request(request)).body;
    const { body } = await client.transport.request({ ...request, querystring: SCRIPTS });
    const scripts = Object.entries(body.metadata?.stored_scripts ?? {});
    return JSON.stringify(Object.fromEntries(scripts.map(([name, script]) => [name, { script }])));
}
function fileOf(type, text) {
    const remote = {
        documents: undefined,
        read: async function* () {
            yield Buffer.from(text);
        },
        release: async () => { },
    };
    return { path: '', name: `${type} of the source cluster`, bytes: 0, remote };
}
//# sourceMappingURL=cluster-files.js.map
;// CONCATENATED MODULE: ./lib/source/indexes.js




/**
 * Asks which indexes there are, as far as this user may know. Those whose names begin with a dot, or that are hidden, are
 * left out unless they are asked for by name.
 * @param index the one that is asked for, if it is one
 * @throws RestoreError DUMP_NO_MATCH where there is none of this name; CLUSTER_UNAUTHORIZED
 */
async function listIndexes({ cluster }, index, path) {
    const resolved = await resolve({ cluster }, index ?? '*');
    const { indices = [], data_streams = [] } = resolved;
    const found = indices.filter(({ name, attributes = [] }) => index === undefined ? !name.startsWith('.') && !attributes.includes('hidden') : name === index);
    if (index !== undefined && found.length === 0)
        throw noIndex(index, resolved, path);
    return {
        indices: found.map(({ name, attributes = [] }) => attributes.includes('closed') ? { name, fault: indexes_closed(name) } : { name }),
        notes: index === undefined ? streamNotes(data_streams.map(({ name }) => name)) : [],
    };
}
async function resolve({ cluster }, name) {
    const request = {
        method: 'GET',
        path: `/_resolve/index/${encodeURIComponent(name)}`,
        querystring: { expand_wildcards: 'all' },
    };
    try {
        return (await cluster.client.transport.request(request)).body;
    }
    catch (error) {
        if ((0,cluster_errors/* statusOf */.c2)(error) === 404)
            return {};
        throw sourceError(error, 'its indexes cannot be listed');
    }
}
function noIndex(index, { aliases = [], data_streams = [] }, path) {
    const alias = aliases.find(({ name }) => name === index);
    const stream = data_streams.find(({ name }) => name === index);
    const behind = listed(alias?.indices ?? stream?.backing_indices ?? []);
    const [what, hint] = stream
        ? [
            `it is a data stream, and of a source only the indexes behind it can be read: ${behind}`,
            'Give one of these in `index`, and what it is to be called with `rename-pattern`; or dump the data stream with elasticdump, and restore it from there with `dump`.',
        ]
        : [
            alias ? `it is an alias, of ${behind}` : 'there is nothing of this name',
            'Give the exact name of an index in `index`, or look whether the source is the one you mean.',
        ];
    const message = `no index ${JSON.stringify(index)} in the ${path}: ${what}`;
    return new errors/* RestoreError */.DZ('DUMP_NO_MATCH', message, { hint });
}
function indexes_closed(name) {
    return unreadable(name, 'it is closed', 'Open it, or leave it out with `match`.');
}
function streamNotes(names) {
    if (names.length === 0)
        return [];
    return [
        `Data streams of the source cluster are left out: ${listed(names)}. Their backing indexes can be restored one by one, by name.`,
    ];
}
//# sourceMappingURL=indexes.js.map
;// CONCATENATED MODULE: ./lib/source/ask.js


/** What is only tidied up must not keep a run whose source is gone. */
const ONCE = { maxRetries: 0, requestTimeout: 10_000 };
const BUSY = new Set([429, 502, 503, 504]);
const ask_FIRST_PAUSE_MS = 100;
const ask_LONGEST_PAUSE_MS = 5000;
/**
 * The same again where the cluster has no time, or the connection broke: only for what may be asked twice.
 * @param isFinal tells an error that no patience helps against
 */
async function askPatiently({ cluster, patienceMs, signal }, request, isFinal = () => false) {
    const deadline = Date.now() + patienceMs;
    for (let pause = ask_FIRST_PAUSE_MS;; pause = Math.min(pause * 2, ask_LONGEST_PAUSE_MS)) {
        try {
            return await requestBytes(cluster, request, signal);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!isPassing(error) || isFinal(error) || Date.now() + pause > deadline)
                throw error;
        }
        await (0,external_node_timers_promises_.setTimeout)(pause, undefined, { signal });
    }
}
function isPassing(error) {
    const status = (0,cluster_errors/* statusOf */.c2)(error);
    return isClientError(error) && (status === undefined || BUSY.has(status));
}
//# sourceMappingURL=ask.js.map
;// CONCATENATED MODULE: ./lib/source/page.js

const HITS = Buffer.from('"hits"');
const page_LINE_FEED = 0x0a;
const page_SPACE = new Set([0x20, 0x09, page_LINE_FEED, 0x0d]);
const COLON = 0x3a;
const OPENING = 0x5b;
const BRACE = 0x7b;
const COMMA = 0x2c;
const BRACKET = 0x5d;
const SORT = '"sort"';
const BROKEN_OFF = 'the answer to a search breaks off';
/**
 * Cuts an answer into documents. A hit is what elasticdump writes of it, so lines come of it by putting line feeds in the
 * place of the commas between them; of `_source` nothing is touched. What lies between may have laid the answer out anew.
 * @param answer is written to
 * @throws Error where it is no whole answer to a search, or one of a part of the shards
 */
function readPage(answer) {
    const start = hitsStart(answer);
    const scanner = new ObjectScanner();
    const ends = [];
    let at = pastSpace(answer, start);
    let to = start;
    let moved = 0;
    if (answer[at] !== BRACKET) {
        for (;;) {
            const next = answer[at] === BRACE ? scanner.scan(answer, at, answer.length) : INCOMPLETE;
            if (next === INCOMPLETE)
                throw new Error(BROKEN_OFF);
            // The space between two is another where a page ends, and pages end elsewhere in the next reading.
            moved = at - to;
            if (moved > 0)
                answer.copyWithin(to, at, next);
            to = next - moved;
            ends.push(to + 1 - start);
            at = pastSpace(answer, next);
            if (answer[at] !== COMMA)
                break;
            answer[to++] = page_LINE_FEED;
            at = pastSpace(answer, at + 1);
        }
    }
    if (answer[at] !== BRACKET)
        throw new Error(BROKEN_OFF);
    const about = JSON.parse(answer.toString('utf8', 0, start) + answer.toString('utf8', at));
    page_requireWhole(about);
    const after = ends.length > 0 ? sortOf(answer, scanner, moved) : '';
    answer[to] = page_LINE_FEED;
    return {
        lines: answer.subarray(start, start + (ends.at(-1) ?? 0)),
        ends,
        after,
        total: about.hits.total?.value,
        scrollId: about._scroll_id,
    };
}
/** @returns the offset just after the bracket that begins the hits: within a string the quotes of their key would be escaped */
function hitsStart(answer) {
    for (let key = answer.indexOf(HITS); key >= 0; key = answer.indexOf(HITS, key + 1)) {
        const colon = pastSpace(answer, key + HITS.length);
        const at = answer[colon] === COLON ? pastSpace(answer, colon + 1) : colon;
        if (answer[at] === OPENING)
            return at + 1;
    }
    throw new Error(`no answer to a search: ${answer.toString('utf8', 0, 200)}`);
}
function pastSpace(answer, from) {
    let at = from;
    while (page_SPACE.has(answer[at]))
        at++;
    return at;
}
/** Part of the documents is no answer, whatever the status says. */
function page_requireWhole({ timed_out, _shards }) {
    const { failed = 0, failures = [] } = _shards ?? {};
    const reason = failures[0]?.reason;
    if (failed > 0)
        throw new Error(`${failed} shards did not answer: ${reason?.type ?? 'no reason given'}: ${reason?.reason ?? ''}`);
    if (timed_out)
        throw new Error('the search ran out of time');
}
/** @param scanner has scanned the last hit @param moved how many bytes it lies further to the front since */
function sortOf(answer, { members }, moved) {
    const { offsets, count } = members;
    const text = (from = 0, to = 0) => answer.toString('utf8', from - moved, to - moved);
    for (let at = 0; at < count * 4; at += 4) {
        if (text(offsets[at], offsets[at + 1]) === SORT)
            return text(offsets[at + 2], offsets[at + 3]);
    }
    return '';
}
//# sourceMappingURL=page.js.map
;// CONCATENATED MODULE: ./lib/source/slices.js
/** Documents of a slice that follow one another, whatever the pages are that they came in. */
const RUN = 256;
const FIRST_SIZE = 16;
const GROWTH = 8;
/** A page so large takes no time to ask for, and several fit into memory. */
const PAGE_BYTES = 4 * 1024 * 1024;
/** A part of an index, page by page; one page is on its way while another is read. */
class Slice {
    fetch;
    largest;
    size = FIRST_SIZE;
    page;
    at = 0;
    next;
    /** @param largest documents of a page */
    constructor(fetch, largest) {
        this.fetch = fetch;
        this.largest = largest;
    }
    begin() {
        this.ask('');
        return this;
    }
    /**
     * @param most documents
     * @returns some of those that follow, as lines; undefined at the end
     */
    async take(most) {
        while (this.page === undefined || this.at === this.page.ends.length) {
            if (!this.next)
                return undefined;
            const { page, asked } = await this.next;
            this.page = page;
            this.at = 0;
            this.next = undefined;
            if (page.ends.length === asked)
                this.goOn(page, asked);
        }
        const { lines, ends } = this.page;
        const from = this.at;
        this.at = Math.min(from + most, ends.length);
        const documents = this.at - from;
        return { lines: lines.subarray(from === 0 ? 0 : ends[from - 1], ends[this.at - 1]), documents };
    }
    goOn({ lines, after }, asked) {
        const fitting = Math.floor((asked * PAGE_BYTES) / Math.max(lines.length, 1));
        this.size = Math.max(1, Math.min(fitting, asked * GROWTH, this.largest));
        this.ask(after);
    }
    ask(after) {
        this.next = this.fetch(after, Math.min(this.size, this.largest));
        // It is seen when its turn comes, if it does.
        this.next.catch(() => { });
    }
}
/**
 * Reads slices in turns, so many documents of each: the same bytes in every reading, however pages are cut.
 * @param width slices that are read at the same time
 * @returns lines, and how many documents they are
 */
async function* inTurns(slices, width) {
    const waiting = [...slices];
    const active = waiting.splice(0, width).map((slice) => slice.begin());
    let turn = 0;
    while (active.length > 0) {
        if (turn >= active.length)
            turn = 0;
        const slice = active[turn];
        let left = RUN;
        while (left > 0) {
            const taken = await slice.take(left);
            if (!taken)
                break;
            left -= taken.documents;
            yield taken;
        }
        const following = left > 0 ? waiting.shift() : slice;
        if (!following)
            active.splice(turn, 1);
        else
            active[turn++] = following === slice ? slice : following.begin();
    }
}
//# sourceMappingURL=slices.js.map
;// CONCATENATED MODULE: ./lib/source/point-in-time.js





/** How long the source keeps it where nobody asks; each request begins this anew. */
const KEEP_ALIVE = '5m';
/** After so long without a request it is asked for nothing, to keep it. */
const KEEP_EVERY_MS = 60_000;
const point_in_time_MIB = 1024 * 1024;
/** A page beyond this is asked for again with fewer documents. */
const MOST_PAGE_BYTES = 32 * point_in_time_MIB;
/** One document may be as large as the reader takes. */
const MOST_DOCUMENT_BYTES = 257 * point_in_time_MIB;
const SMALL = point_in_time_MIB;
/**
 * An index as it was when this was opened, whatever is written to it since. Read by one slice for each shard: within a
 * shard the order `_doc` is that of its documents, which nothing changes, so that a page can be asked for twice.
 */
class PointInTime {
    asked;
    index;
    id;
    documents;
    usedAt = Date.now();
    constructor(asked, index, id, 
    /** How many it has. */
    documents) {
        this.asked = asked;
        this.index = index;
        this.id = id;
        this.documents = documents;
    }
    /** @throws what the cluster answers to one who cannot have any */
    static async open(asked, index) {
        // Steady: of one that is opened while the run is cancelled the id has to be known, or nobody could close it.
        const { body } = await asked.cluster.steady.client.transport.request({
            method: 'POST',
            path: `/${encodeURIComponent(index)}/_search/point_in_time`,
            querystring: { keep_alive: KEEP_ALIVE, allow_partial_pit_creation: 'false' },
        });
        const id = String(body.pit_id);
        try {
            const answer = await askPatiently(asked, search(`"size":0,"track_total_hits":true,${pit(id)}`, SMALL));
            return new PointInTime(asked, index, id, readPage(answer).total ?? 0);
        }
        catch (error) {
            await point_in_time_close(asked, index, id);
            throw error;
        }
    }
    /**
     * Reads all documents, as lines of a dump; the same bytes each time.
     * @param width slices that are read at the same time
     * @throws RestoreError where not all of them came
     */
    async *read({ shards, window }, width) {
        // An index that has never had a document knows no `_id`, which slices go by.
        if (this.documents === 0)
            return;
        const slices = Array.from({ length: shards }, (_, slice) => new Slice((after, size) => this.fetch({ slice, shards }, after, size), window));
        let read = 0;
        for await (const { lines, documents } of inTurns(slices, width)) {
            read += documents;
            yield lines;
        }
        if (read !== this.documents)
            throw unreadable(this.index, `${read} documents were read of ${this.documents} that it had at that point in time`, 'Look at the health of the source cluster, then run this again.');
    }
    /** Asks for nothing, so that it is kept. */
    async keep(now) {
        if (now - this.usedAt < KEEP_EVERY_MS)
            return;
        this.usedAt = now;
        const { cluster, signal } = this.asked;
        await requestBytes(cluster, search(`"size":0,"track_total_hits":false,${pit(this.id)}`, SMALL), signal);
    }
    async close() {
        await point_in_time_close(this.asked, this.index, this.id);
    }
    async fetch({ slice, shards }, after, size) {
        for (let asked = size;; asked = Math.max(1, asked >> 2)) {
            this.usedAt = Date.now();
            const part = [
                `"size":${asked},"sort":["_doc"],"track_total_hits":false,${pit(this.id)}`,
                ...(shards > 1 ? [`"slice":{"id":${slice},"max":${shards}}`] : []),
                ...(after === '' ? [] : [`"search_after":${after}`]),
            ];
            const question = search(part.join(','), asked === 1 ? MOST_DOCUMENT_BYTES : MOST_PAGE_BYTES);
            const isTooMuch = (error) => asked > 1 && isTooMuchAtOnce(error);
            try {
                return { page: readPage(await askPatiently(this.asked, question, isTooMuch)), asked };
            }
            catch (error) {
                this.asked.signal.throwIfAborted();
                if (!isTooMuch(error))
                    throw readFault(this.index, error);
            }
        }
    }
}
function isTooMuchAtOnce(error) {
    return error instanceof TooLarge || /circuit_breaking_exception/.test((0,cluster_errors/* reasonOf */.A3)(error));
}
async function point_in_time_close({ cluster, log }, index, id) {
    const request = { method: 'DELETE', path: '/_search/point_in_time', body: { pit_id: [id] } };
    await cluster.steady.client.transport.request(request, ONCE).catch((error) => {
        log(`${index}: its point in time in the source ends by itself, in five minutes: ${(0,cluster_errors/* reasonOf */.A3)(error)}`);
    });
}
function pit(id) {
    return `"pit":{"id":${JSON.stringify(id)},"keep_alive":"${KEEP_ALIVE}"}`;
}
function search(members, most) {
    return {
        method: 'POST',
        path: '/_search',
        querystring: { allow_partial_search_results: 'false' },
        body: `{${members}}`,
        most,
    };
}
//# sourceMappingURL=point-in-time.js.map
;// CONCATENATED MODULE: ./lib/source/definition.js

const WINDOW = 10_000;
/** @throws RestoreError CLUSTER_UNAUTHORIZED, CLUSTER_REFUSED */
async function readDefinition({ cluster }, index) {
    let text;
    try {
        const path = `/${encodeURIComponent(index)}`;
        const { body } = await cluster.textClient.transport.request({ method: 'GET', path });
        text = body;
    }
    catch (error) {
        throw sourceError(error, `index ${index} cannot be read`);
    }
    const { settings = {}, mappings = {} } = JSON.parse(text)[index] ?? {};
    const { number_of_shards = 1, max_result_window = WINDOW } = settings.index ?? {};
    return {
        text,
        mappings: JSON.stringify(mappings),
        extent: { shards: Number(number_of_shards), window: Number(max_result_window) },
        isSourceOff: String(mappings._source?.enabled) === 'false',
        notes: notesOf(index, mappings._source ?? {}, settings.index ?? {}),
    };
}
function notesOf(index, { includes, excludes, mode }, settings) {
    const isPart = [includes, excludes].some((list) => Array.isArray(list) && list.length > 0);
    const { enabled } = (settings.derived_source ?? {});
    const isMade = mode === 'synthetic' || String(enabled) === 'true';
    return [
        ...(isPart
            ? [
                `The mapping of ${index} keeps parts of its documents out of \`_source\`: the source cluster does not give them, so they are not restored.`,
            ]
            : []),
        ...(isMade
            ? [
                `The source cluster makes the documents of ${index} out of their fields: they are restored as it gives them, which may not be how they were written.`,
            ]
            : []),
    ];
}
//# sourceMappingURL=definition.js.map
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./lib/source/scroll.js








/** Nothing but the disk comes between two pages. */
const scroll_KEEP_ALIVE = '2m';
const scroll_MOST_PAGE_BYTES = 64 * 1024 * 1024;
const scroll_FIRST_SIZE = 1000;
/**
 * Copies an index into a file, a line for each document, by a scroll for each shard: what is read by one cannot be read
 * again, and what is read later is of another moment, so that it is the file that is restored and verified.
 * @param width shards that are read at the same time
 * @returns documents in the file
 * @throws RestoreError where not all of them came
 */
async function copyByScroll(asked, index, extent, { file, width }) {
    if (extent.shards > 1 && (await isEmpty(asked, index))) {
        await (0,promises_.writeFile)(file, '');
        return 0;
    }
    for (let size = Math.min(scroll_FIRST_SIZE, extent.window);; size = Math.max(1, size >> 4)) {
        const out = (0,external_node_fs_.createWriteStream)(file);
        // It is told where it is waited for.
        out.on('error', () => { });
        try {
            const limit = pLimit(width);
            const slices = Array.from({ length: extent.shards }, (_, slice) => slice);
            const counts = await limit.map(slices, (slice) => copySlice(asked, index, { ...extent, slice, size, out }));
            out.end();
            await (0,external_node_stream_promises_.finished)(out);
            return counts.reduce((sum, count) => sum + count, 0);
        }
        catch (error) {
            const { errored } = out;
            out.destroy();
            asked.signal.throwIfAborted();
            if (errored)
                throw errored;
            // How many a scroll gives at a time is settled when it begins.
            if (!(error instanceof TooLarge) || size === 1)
                throw readFault(index, error);
        }
    }
}
/** One that has never had a document knows no `_id`, which slices go by. */
async function isEmpty(asked, index) {
    const question = {
        method: 'POST',
        path: `/${encodeURIComponent(index)}/_search`,
        querystring: { allow_partial_search_results: 'false' },
        body: '{"size":0,"track_total_hits":true}',
        most: scroll_MOST_PAGE_BYTES,
    };
    try {
        return readPage(await askPatiently(asked, question)).total === 0;
    }
    catch (error) {
        asked.signal.throwIfAborted();
        throw readFault(index, error);
    }
}
async function copySlice(asked, index, copy) {
    const { shards, slice, size, out } = copy;
    const part = shards > 1 ? `,"slice":{"id":${slice},"max":${shards}}` : '';
    let page = await scroll_ask(asked, {
        path: `/${encodeURIComponent(index)}/_search`,
        querystring: { scroll: scroll_KEEP_ALIVE, allow_partial_search_results: 'false' },
        body: `{"size":${size},"sort":["_doc"],"track_total_hits":true${part}}`,
    });
    const { total = 0 } = page;
    let { scrollId } = page;
    let read = 0;
    try {
        while (page.ends.length > 0) {
            read += page.ends.length;
            if (!out.write(page.lines))
                await drained(out);
            if (read >= total)
                break;
            const body = JSON.stringify({ scroll: scroll_KEEP_ALIVE, scroll_id: scrollId });
            page = await scroll_ask(asked, { path: '/_search/scroll', body });
            scrollId = page.scrollId ?? scrollId;
        }
    }
    finally {
        await scroll_clear(asked, index, scrollId);
    }
    if (read === total)
        return read;
    throw unreadable(index, `${read} documents were read of ${total} that it had when the scroll began`, 'Look at the health of the source cluster, then run this again.');
}
/** Once: where the answer is lost, the next page would be the one after it. */
async function scroll_ask({ cluster, signal }, question) {
    return readPage(await requestBytes(cluster, { method: 'POST', most: scroll_MOST_PAGE_BYTES, ...question }, signal));
}
async function drained(out) {
    await new Promise((resolve, reject) => {
        if (out.errored)
            reject(out.errored);
        else
            out.once('drain', resolve).once('close', () => reject(out.errored));
    });
}
async function scroll_clear({ cluster, log }, index, scrollId = '') {
    if (scrollId === '')
        return;
    const request = { method: 'DELETE', path: '/_search/scroll', body: { scroll_id: [scrollId] } };
    await cluster.steady.client.transport.request(request, ONCE).catch((error) => {
        log(`${index}: its scroll in the source ends by itself, in two minutes: ${(0,cluster_errors/* reasonOf */.A3)(error)}`);
    });
}
//# sourceMappingURL=scroll.js.map
;// CONCATENATED MODULE: ./lib/source/source-index.js








/** As many are open as the nodes of the source take; when others are done there may be room again. */
const TOO_MANY = 429;
/** No point in time here: an older version, Elasticsearch, no right to one, or too many. */
const source_index_WITHOUT = new Set([400, 403, 404, 405, TOO_MANY]);
/**
 * One index of the source cluster. Its point in time begins before anything is read of it, so that its mapping knows
 * all that its documents have.
 */
class SourceIndex {
    name;
    place;
    options;
    definition;
    opening;
    pit;
    /** Why there is none. */
    refusal;
    copying;
    copied;
    /** @param place among all, for the name of a file */
    constructor(name, place, options) {
        this.name = name;
        this.place = place;
        this.options = options;
    }
    get documents() {
        return this.pit?.documents ?? this.copied;
    }
    async *readDefinition() {
        if (this.options.withData)
            await this.open();
        yield Buffer.from((await this.described()).text);
    }
    async *read() {
        const { name, options } = this;
        await this.open();
        const { extent, isSourceOff } = await this.described();
        if (isSourceOff) {
            const what = 'its mapping has `_source` disabled, so that the cluster has no documents to give';
            throw unreadable(name, what, 'Leave this index out with `match`.');
        }
        if (this.pit)
            return yield* this.pit.read(extent, options.width);
        this.copying ??= this.copy(extent);
        this.copied = await this.copying;
        yield* (0,external_node_fs_.createReadStream)(this.file);
    }
    async keep(now) {
        await this.pit?.keep(now);
    }
    async release() {
        // One that is just being opened would stay.
        await this.opening?.catch(() => { });
        const { pit } = this;
        this.pit = undefined;
        await pit?.close();
        if (this.copying)
            await (0,promises_.rm)(this.file, { force: true });
    }
    get file() {
        return (0,external_node_path_.join)(this.options.scratch, `source-${this.place}.json`);
    }
    described() {
        this.definition ??= this.describe();
        return this.definition;
    }
    async describe() {
        const definition = await readDefinition(this.options, this.name);
        if (this.options.withData)
            for (const note of definition.notes)
                this.options.note(note);
        return definition;
    }
    /** @throws RestoreError where the index can be read in no way */
    async open() {
        this.opening ??= this.tryToOpen();
        await this.opening;
        // Others may have been let go of meanwhile.
        if ((0,cluster_errors/* statusOf */.c2)(this.refusal) === TOO_MANY)
            this.opening = undefined;
    }
    async tryToOpen() {
        const { name, options } = this;
        await this.refresh();
        try {
            this.pit = await PointInTime.open(options, name);
            this.refusal = undefined;
        }
        catch (error) {
            options.signal.throwIfAborted();
            this.refusal = error;
            if (source_index_WITHOUT.has((0,cluster_errors/* statusOf */.c2)(error) ?? 0))
                return;
            throw readFault(name, error);
        }
        await this.requireSameMapping();
    }
    /** A search finds what came before the last refresh, and with a long `refresh_interval` that may be much less than there is. */
    async refresh() {
        const { name, options } = this;
        try {
            await options.cluster.client.indices.refresh({ index: name });
        }
        catch (error) {
            options.signal.throwIfAborted();
            const why = (0,cluster_errors/* reasonOf */.A3)(error);
            options.note(`${name}: the source could not be refreshed (${why}): documents that came after its last refresh are not read.`);
        }
    }
    async copy(extent) {
        const { name, options, file } = this;
        options.log(`${name}: the source gives no point in time (${(0,cluster_errors/* reasonOf */.A3)(this.refusal)}); it is copied by scroll`);
        const copied = await copyByScroll(options, name, extent, { file, width: options.width });
        await this.requireSameMapping();
        return copied;
    }
    /** Documents that came after the mapping was read may have fields that it does not know. */
    async requireSameMapping() {
        const before = await this.definition;
        if (!before || before.mappings === (await readDefinition(this.options, this.name)).mappings)
            return;
        const what = 'its mapping was changed between its reading and that of the documents';
        throw unreadable(this.name, what, 'Run this again, when nobody changes it.');
    }
}
//# sourceMappingURL=source-index.js.map
;// CONCATENATED MODULE: ./lib/source/open.js







/** A link that drops, or a node that is busy, gets so long at least. */
const open_LEAST_PATIENCE_MS = 60_000;
/**
 * Connects to the source cluster and looks at what it has. Nothing is read yet but names, templates, policies and scripts.
 * @throws RestoreError CLUSTER_UNREACHABLE, CLUSTER_UNAUTHORIZED; DUMP_NO_MATCH, DUMP_EMPTY
 */
async function openSource({ inputs, scratch, log, signal, end }) {
    const { source, types, index, waitTimeoutMs, concurrency } = inputs;
    const greeting = (0,greet/* greet */.K)(source, waitTimeoutMs, { signal, end });
    const cluster = await connect(greeting, waitTimeoutMs, log).catch(async (error) => {
        await greeting.close();
        throw error instanceof errors/* RestoreError */.DZ && !signal.aborted ? ofSource(error) : error;
    });
    const { name, uuid, product, version } = cluster;
    const path = `source cluster ${name} (${product} ${version}) at ${source.url}`;
    const notes = [];
    const options = {
        cluster,
        patienceMs: Math.max(waitTimeoutMs, open_LEAST_PATIENCE_MS),
        signal,
        scratch,
        withData: types === 'all' || types.includes('data'),
        width: concurrency,
        log,
        note: (text) => notes.push(text),
    };
    try {
        log(`${path}, ${uuid}`);
        const listing = await listIndexes(options, index, path);
        notes.push(...listing.notes);
        const indices = listing.indices.map((one, place) => new SourceIndex(one.name, place, options));
        const files = await readClusterFiles(cluster, types, options.note);
        const dump = {
            path,
            isLive: true,
            indices: listing.indices.map(({ fault }, i) => ({
                ...asDumped(indices[i], types),
                ...(fault && { fault }),
            })),
            ignored: [],
            notes,
        };
        if (Object.keys(files).length > 0)
            dump.indices.push({ name: CLUSTER, files });
        if (dump.indices.length === 0) {
            throw new errors/* RestoreError */.DZ('DUMP_EMPTY', `the ${path} has no index that this user may see`, {
                hint: 'Look whether the source is the one you mean. Hidden indexes are left out unless `index` names one.',
            });
        }
        return { dump, cluster, close: closing(indices, greeting) };
    }
    catch (error) {
        await greeting.close();
        throw error;
    }
}
/** No index has such a name. */
const CLUSTER = '*';
/** An answer about the whole index is what each of these types is read from. */
const DESCRIBED = ['settings', 'mapping', 'alias'];
function asDumped(index, types) {
    const described = {
        documents: undefined,
        read: () => index.readDefinition(),
        release: async () => { },
    };
    const file = (name, remote) => [{ path: '', name, bytes: 0, remote }];
    // It is all of the others once more: only where it is asked for.
    const all = types !== 'all' && types.includes('index') ? [...DESCRIBED, 'index'] : DESCRIBED;
    return {
        name: index.name,
        files: {
            ...Object.fromEntries(all.map((type) => [type, file(`${type} of source index ${index.name}`, described)])),
            data: file(`source index ${index.name}`, index),
        },
    };
}
/** Keeps what is open until it is closed. */
function closing(indices, greeting) {
    const keeping = setInterval(() => {
        // Where one is gone, its next reading tells.
        for (const index of indices)
            index.keep(Date.now()).catch(() => { });
    }, KEEP_EVERY_MS / 2).unref();
    return async () => {
        clearInterval(keeping);
        await Promise.all(indices.map((index) => index.release()));
        await greeting.close();
    };
}
//# sourceMappingURL=open.js.map
;// CONCATENATED MODULE: ./lib/main.js













/** @returns what is dangerous about the inputs although they are valid, for annotations and summary */
function inputWarnings({ target, source }) {
    if (target.tls.verify)
        return [];
    return [target, ...(source ? [source] : [])].map(({ url }) => `\`tls-verify\` is false: any certificate was accepted, so nothing proves that ${url} is the cluster that was meant.`);
}
/**
 * Restores a dump: inputs → dump → cluster → plan → engine → verify → result.
 * @param greeting of the cluster that is restored to; is closed
 * @param cancelling cancels it: what was begun is removed
 * @returns what became of it, also where it failed; throws nothing
 */
async function restore(inputs, log, env, { greeting, cancelling }) {
    const result = beginResult(inputs);
    const { signal } = cancelling;
    await Promise.race([tell(result, inputs, log, { env, greeting, cancelling }), (0,cancel/* overdue */.T)(signal)]);
    if (signal.aborted)
        result.failure = failure_failureOf(signal.reason);
    return concludeResult(result);
}
async function tell(result, inputs, log, { env, greeting, cancelling }) {
    const { signal } = cancelling;
    result.warnings.push(...inputWarnings(inputs));
    const phase = (name, tell) => inPhase(name, tell, log, result);
    let scratch;
    let cluster;
    let source;
    try {
        const root = env.RUNNER_TEMP || (0,external_node_os_.tmpdir)();
        await (0,promises_.mkdir)(root, { recursive: true });
        scratch = await (0,promises_.mkdtemp)((0,external_node_path_.join)(root, 'opensearch-restore-'));
        source = await lookAtSource(inputs, phase, { scratch, log: log.info, ...cancelling });
        const from = { scratch, log: log.info, signal };
        const { dump, archive } = source
            ? { dump: source.dump, archive: null }
            : await phase('Look at the dump', () => findDump(inputs.dump ?? '', from));
        result.archive = archive;
        if (source)
            result.dump = dump.path;
        if (dump.ignored.length > 0)
            log.info(`Left alone, as no part of a dump: ${listed(dump.ignored)}`);
        result.ignoredFiles = dump.ignored;
        requireIndices(dump, inputs);
        const selection = select_select(dump, inputs);
        result.notRestored = selection.notRestored;
        result.warnings.push(...selection.warnings);
        result.shard = shardResult(inputs, selection);
        cluster = await phase('Connect to the cluster', async () => {
            const connected = await connect(greeting, inputs.waitTimeoutMs, log.info);
            log.info(`${connected.name} (${connected.uuid}), OpenSearch ${connected.version}, at ${inputs.target.url}`);
            return connected;
        });
        const { name, uuid, version } = cluster;
        result.cluster = { name, uuid, version };
        if (source)
            await requireApart(source.cluster, cluster, selection, inputs);
        const engine = await createEngine({
            inputs,
            scratch,
            cluster,
            requestLimit: await (0,cluster_documents/* requestLimit */.bl)(cluster),
            log: log.info,
            debug: log.debug,
            signal,
        });
        const read = await phase('Read the dump', () => readWhilePreparing(selection, engine, { scratch: scratch, inputs, signal }));
        if (!inputs.dryRun)
            result.elasticdumpVersion = engine.version;
        const { baseline } = inputs;
        if (baseline) {
            result.changes = compareWithBaseline(baseline, read.indices, dump, inputs);
            log.info(changesLine(result.changes));
            const warnings = baselineWarnings(baseline, inputs);
            selection.warnings.push(...warnings);
            result.warnings.push(...warnings);
            if (inputs.maxShrink !== undefined)
                requireNoShrink(result.changes, inputs.maxShrink);
        }
        // A shard that got none of the indexes has none to be without documents.
        if (read.indices.length > 0 || !inputs.shard)
            requireDocuments(read.indices, inputs.minDocuments, dump);
        const run = (0,markers/* identifyRun */.yn)(env);
        const plan = await phase('Plan', () => makePlan(read, selection, { cluster: cluster, run, inputs, log: log.info }));
        result.warnings = [...new Set([...inputWarnings(inputs), ...(dump.notes ?? []), ...plan.warnings])];
        result.leftOut = plan.leftOut;
        if (inputs.dryRun) {
            await phase('Ask the cluster', async () => {
                const { warnings, ...found } = await dryRun(plan, {
                    cluster: cluster,
                    run,
                    metadataFiles: read.metadataFiles,
                    inputs,
                });
                for (const warning of warnings)
                    log.info(`note: ${warning}`);
                Object.assign(result, found, { warnings: [...result.warnings, ...warnings] });
            });
            return;
        }
        await phase('Restore', async () => {
            const stages = new Stages(() => Date.now() - Date.parse(result.startedAt));
            const context = {
                cluster: cluster,
                engine,
                inTurn: pLimit(inputs.parallel),
                heart: new markers/* Heart */.B1(cluster.steady),
                handingOver: new HandingOver(plan, cluster.steady, log.info),
                run,
                scratch: scratch,
                progress: new Progress({ log: log.info, now: Date.now, totals: loadTotals(plan) }),
                stages,
                inputs,
                surveys: read.surveys,
                metadataFiles: read.metadataFiles,
                allowed: { rejected: 0 },
                log: log.info,
                debug: log.debug,
                begun: new Set(),
                signal,
            };
            const done = await carryOut(plan, context, (index) => {
                result.indices.push(index);
                result.stages = stages.told();
            });
            result.clusterSteps = done.clusterSteps;
            result.indices = done.indices;
            result.warnings.push(...done.warnings);
        });
        // With data alone a source is first looked at while it is loaded.
        result.warnings = [...new Set([...result.warnings, ...(dump.notes ?? [])])];
    }
    catch (error) {
        result.failure = failure_failureOf(error);
        if (error instanceof Error)
            log.debug(error.stack ?? error.message);
    }
    finally {
        await source?.close();
        await greeting.close();
        if (scratch)
            await (0,promises_.rm)(scratch, { recursive: true, force: true });
    }
}
async function lookAtSource(inputs, phase, options) {
    const { source } = inputs;
    if (!source)
        return undefined;
    return await phase('Look at the source', () => openSource({ inputs: { ...inputs, source }, ...options }));
}
function shardResult({ shard }, { otherShards }) {
    return shard ? { ...shard, leftToOthers: otherShards.map(({ index }) => index.name) } : null;
}
async function inPhase(name, tell, log, result) {
    const began = Date.now();
    try {
        return await log.group(name, tell);
    }
    finally {
        const ms = Date.now() - began;
        result.phases.push({ name, beganMs: began - Date.parse(result.startedAt), ms });
    }
}
//# sourceMappingURL=main.js.map
;// CONCATENATED MODULE: ./lib/report/log.js


/** SGR codes, which GitHub's log shows. */
const CODES = { bad: 31, good: 32, dim: 2 };
/** @returns whether colours are wanted: GitHub's log shows them although it is no terminal */
function wantsColours(env, isTerminal) {
    if (env.NO_COLOR)
        return false;
    return isTerminal || env.GITHUB_ACTIONS === 'true' || (env.FORCE_COLOR ?? '0') !== '0';
}
/** Tells the runner's log. Whatever a line holds, it stays a line, runs no command, and moves no cursor. */
class RunnerLog {
    runner;
    options;
    isOpen = false;
    constructor(runner, options) {
        this.runner = runner;
        this.options = options;
    }
    // Handed on without the object.
    info = (line, tone) => {
        const safe = safeInLog(this.options.redact(line));
        const isColoured = this.options.colours && tone !== undefined;
        this.runner.info(isColoured ? `\u001b[${CODES[tone]}m${safe}\u001b[0m` : safe);
    };
    debug = (text) => {
        this.runner.debug(this.options.redact(text).split('\n').map(oneLine).join('\n'));
    };
    async group(name, tell) {
        const began = this.options.now();
        const time = () => (0,numbers/* formatDuration */.a3)(this.options.now() - began);
        this.runner.startGroup(name);
        this.isOpen = true;
        try {
            const told = await tell();
            this.close();
            // Below the line that folds the rest away.
            this.info(`  ${time()}`, 'dim');
            return told;
        }
        catch (error) {
            this.close();
            this.info(`  failed after ${time()}`, 'bad');
            throw error;
        }
    }
    /** Ends a group that a cancelled run has left open, as what comes after must not be folded away. */
    close() {
        if (this.isOpen)
            this.runner.endGroup();
        this.isOpen = false;
    }
}
//# sourceMappingURL=log.js.map
;// CONCATENATED MODULE: ./lib/report/help.js
const PAGE = 'docs/TROUBLESHOOTING.md';
/**
 * @param env GITHUB_SERVER_URL, GITHUB_ACTION_REPOSITORY and GITHUB_ACTION_REF, as a runner sets them for the action that it runs
 * @returns the address of the troubleshooting page of the version that runs; undefined where the action is run from a folder
 */
function helpPage(env) {
    const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
    if (!server || !/^[\w.-]+\/[\w.-]+$/.test(repository ?? '') || !/^[\w./-]+$/.test(ref ?? ''))
        return undefined;
    return URL.canParse(server) ? `${server}/${repository}/blob/${ref}/${PAGE}` : undefined;
}
/** @returns the address of an error code's entry in that page */
function helpFor(page, code) {
    return `${page}#${code.toLowerCase()}`;
}
//# sourceMappingURL=help.js.map
;// CONCATENATED MODULE: ./lib/report/annotations.js


/** GitHub takes 64 KiB; names and reasons from elsewhere may be of any length. */
const MESSAGE_LENGTH = 4000;
const TITLE_LENGTH = 300;
/**
 * Each begins with the code, which the troubleshooting page is ordered by.
 * @param help address of the troubleshooting page
 * @returns one annotation for the run's own failure, each failed index and each failed cluster step, in this order.
 */
function annotationsOf({ failure, indices, clusterSteps }, help) {
    const annotations = [
        ...(failure === null ? [] : [{ title: 'Restore failed', message: messageOf(failure, help) }]),
        ...indices
            .filter(({ status }) => status === 'failed')
            .map(({ name, failure }) => ({
            title: `Restore of ${name} failed`,
            message: messageOf(failure, help),
        })),
        ...clusterSteps
            .filter(({ status }) => status === 'failed')
            .map(({ type, name, failure }) => ({
            title: `Restore of ${type} ${name} failed`,
            message: messageOf(failure, help),
        })),
    ];
    return annotations.map(({ title, message }) => ({
        title: oneLine(clip(title, TITLE_LENGTH)),
        // What is told in lines stays in lines; nothing in them moves the cursor or turns text around.
        message: message.split('\n').map(oneLine).join('\n'),
    }));
}
function messageOf(failure, help) {
    if (failure === null)
        return 'No reason was recorded.';
    const message = `${failure.code}: ${clip(failure.message, MESSAGE_LENGTH)}`;
    const hint = failure.hint === null ? [] : [clip(failure.hint, MESSAGE_LENGTH)];
    const more = help === undefined ? [] : [helpFor(help, failure.code)];
    return [message, ...hint, ...more].join('\n');
}
//# sourceMappingURL=annotations.js.map
// EXTERNAL MODULE: ./lib/baseline/parse.js
var parse = __webpack_require__(4508);
;// CONCATENATED MODULE: ./lib/report/json-report.js

/** @returns the JSON report, as `schema/report.schema.json` describes it, ending with a newline. */
function renderReport(result) {
    return `${JSON.stringify({ reportVersion: parse/* REPORT_VERSION */.Aj, ...result }, null, 2)}\n`;
}
//# sourceMappingURL=json-report.js.map
;// CONCATENATED MODULE: ./lib/report/outputs.js
// GitHub takes 1 MB of outputs a job, counted in UTF-16; what this leaves is for the other outputs.
const INDICES_CODE_UNITS = 450_000;
/**
 * @param reportPath where the JSON report is; empty if it could not be written.
 * @returns the step's outputs by name. `indices` leaves out indexes, successful ones first, once it would be over
 * 900,000 bytes in UTF-16; the report has them all.
 */
function outputsOf(result, reportPath) {
    return {
        status: result.status,
        indices: indicesJson(result.indices),
        documents: String(result.totals.cluster),
        rejected: String(result.totals.rejected),
        verified: String(result.verified),
        'duration-ms': String(Math.round(result.durationMs)),
        report: reportPath,
        'cluster-version': result.cluster?.version ?? '',
        'elasticdump-version': result.elasticdumpVersion,
    };
}
/** Failed indexes get their place first, then the others from the first; the plan's order stays. */
function indicesJson(indices) {
    const entries = indices.map(({ name, source, action, status, documents }, place) => ({
        place,
        failed: status === 'failed',
        json: JSON.stringify({ name, source, action, status, documents }),
    }));
    const byWeight = entries.toSorted((a, b) => Number(b.failed) - Number(a.failed));
    let units = 2;
    const over = byWeight.findIndex(({ json }) => {
        units += json.length + 1;
        return units > INDICES_CODE_UNITS;
    });
    const kept = over === -1 ? entries : byWeight.slice(0, over).sort((a, b) => a.place - b.place);
    return `[${kept.map(({ json }) => json).join(',')}]`;
}
//# sourceMappingURL=outputs.js.map
;// CONCATENATED MODULE: ./lib/report/names.js

/** @returns `source → target`, or the one name if both are the same. */
function indexName({ source, name }) {
    return source === name ? code(name) : `${code(source)} → ${code(name)}`;
}
//# sourceMappingURL=names.js.map
;// CONCATENATED MODULE: ./lib/report/failures.js





const failures_MESSAGE_LENGTH = 4000;
/** What is told in the box; more is folded away below it. */
const IN_BOX = 10;
const failures_NAMES_SHOWN = 10;
const failures_UNKNOWN = { code: 'UNEXPECTED', message: 'no reason was recorded', hint: null };
/**
 * @param help address of the troubleshooting page
 * @returns why the run, its indexes and its cluster steps failed, once for those that failed alike; empty if none did.
 */
function failures(result, help) {
    const groups = alike(failedOf(result));
    if (groups.length === 0)
        return '';
    const kept = fitting(groups.map((group) => () => toldOnce(group, help)), SHARES.failures * 1024).lines;
    const box = [
        '> [!CAUTION]',
        kept
            .slice(0, IN_BOX)
            .map((told) => `> ${told}`)
            .join('\n>\n'),
    ];
    const more = kept.slice(IN_BOX);
    const number = (of) => of.reduce((sum, { length }) => sum + length, 0);
    const left = number(groups.slice(kept.length));
    const notes = left === 0 ? [] : [moreRows(left, 'failure')];
    if (more.length > 0) {
        const title = (0,numbers/* counted */.hS)(number(groups.slice(IN_BOX, kept.length)), 'more failure');
        notes.unshift(folded(title, more.map((told) => `- ${told}`)));
    }
    return [box.join('\n'), ...notes].join('\n\n');
}
function failedOf({ failure, indices, clusterSteps }) {
    return [
        ...(failure === null ? [] : [{ what: '', names: [], failure }]),
        ...indices
            .filter(({ status }) => status === 'failed')
            .map((index) => ({
            what: indexName(index),
            names: [index.name, index.source],
            failure: index.failure ?? failures_UNKNOWN,
        })),
        ...clusterSteps
            .filter(({ status }) => status === 'failed')
            .map(({ type, name, failure }) => ({
            what: `${markdown_text(type)} ${code(name)}`,
            names: [name],
            failure: failure ?? failures_UNKNOWN,
        })),
    ];
}
/** Puts together what differs in nothing but the name, in the order of the first of each. */
function alike(failed) {
    const groups = new Map();
    for (const one of failed) {
        const { code, message, hint } = one.failure;
        const nameless = [message, hint ?? ''].map((words) => one.names.reduce((left, name) => (name === '' ? left : left.replaceAll(name, '\0')), words));
        const key = JSON.stringify([code, ...nameless]);
        groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    return [...groups.values()];
}
/** A line: who, the code, the reason, and what to try. */
function toldOnce(group, help) {
    const { code: name, message, hint } = group[0].failure;
    const shown = group.slice(0, failures_NAMES_SHOWN).map(({ what }) => what);
    const who = shown[0] === '' ? '' : `**${andMore(shown, group.length)}** · `;
    // Faults of inputs are told a line each.
    const told = clip(message, failures_MESSAGE_LENGTH)
        .split('\n')
        .map((line) => prose(line));
    const such = group.length > 1 ? 'For the first of them: ' : '';
    const entry = help === undefined ? code(name) : `[${code(name)}](${helpFor(help, name)})`;
    const lines = [`${who}${entry}`, `${such}${told.join('<br>')}`];
    if (hint !== null)
        lines.push(`💡 **Try:** ${prose(hint)}`);
    return lines.join('<br>');
}
//# sourceMappingURL=failures.js.map
;// CONCATENATED MODULE: ./lib/report/rejections.js




const rejections_KIB = 1024;
const REASON_LENGTH = 500;
const INDEXES_SHOWN = 5;
/** Of each reason; the report names more. */
const DOCUMENTS_SHOWN = 10;
/** What reasons and documents take of the share. */
const REASONS_PART = 0.3;
/** @returns why the cluster refused documents, the most frequent reason first, and ten documents of each */
function rejections({ indices, totals }) {
    const named = indices.flatMap((index) => index.rejections.map((one) => ({ ...one, index })));
    if (named.length === 0)
        return '';
    const groups = byReason(named);
    const reasons = fitting(groups.map((group) => () => reasonLine(group)), SHARES.rejections * rejections_KIB * REASONS_PART);
    const documents = groups.flatMap((group) => group.slice(0, DOCUMENTS_SHOWN));
    const rows = fitting(documents.map((one) => () => documentRow(one)), SHARES.rejections * rejections_KIB * (1 - REASONS_PART));
    const shown = rows.lines.length;
    const title = shown < totals.rejected ? `${(0,numbers/* formatCount */.B4)(shown)} of them` : 'All of them';
    const parts = [
        `### Rejected documents: ${(0,numbers/* formatCount */.B4)(totals.rejected)}`,
        reasons.lines.join('\n'),
        ...(reasons.left === 0 ? [] : [moreRows(reasons.left, 'reason')]),
        folded(`${title}, by id, file and line`, [
            row(['Id', 'File and line', 'Status', 'Reason', 'Index']),
            '| :-- | :-- | --: | :-- | :-- |',
            ...rows.lines,
            ...(rows.left === 0 ? [] : ['', moreRows(rows.left, 'document')]),
        ]),
    ];
    return parts.join('\n\n');
}
/** Together are those whose reasons differ in nothing but the id, a value or a number. */
function byReason(named) {
    const groups = new Map();
    for (const one of named) {
        const key = kindOf(one);
        const group = groups.get(key);
        if (group)
            group.push(one);
        else
            groups.set(key, [one]);
    }
    return [...groups.values()].sort((a, b) => b.length - a.length);
}
/** The first cause alone: those behind it repeat the value. An apostrophe within a word is no quote. */
function kindOf({ reason, status }) {
    const first = reason.split('; caused by ', 1)[0];
    const plain = first
        .replace(/(?<!\w)'.*?'(?!\w)/gs, '…')
        .replace(/"[^"]*"/g, '…')
        .replace(/(?<![\w[.])\d+(?![\w\].])/g, '…');
    return `${status} ${plain}`;
}
/** The reason of the first one stands for all. */
function reasonLine(group) {
    const first = group[0];
    const indexes = [...new Set(group.map(({ index }) => index))];
    const shown = indexes.slice(0, INDEXES_SHOWN).map((index) => indexName(index));
    const of = `of ${andMore(shown, indexes.length)}`;
    const where = first.file === null ? code(first.id) : `${code(first.id)} at ${place(first)}`;
    return `- **${(0,numbers/* formatCount */.B4)(group.length)}** ${of}, such as ${where}: ${markdown_text(first.reason, REASON_LENGTH)} (HTTP&nbsp;${first.status})`;
}
function documentRow(one) {
    const { id, status, reason, index } = one;
    return row([code(id), place(one), String(status), markdown_text(reason, REASON_LENGTH), indexName(index)]);
}
function place({ file, line }) {
    if (file === null)
        return '–';
    return code(line === null ? file : `${file}:${line}`);
}
//# sourceMappingURL=rejections.js.map
;// CONCATENATED MODULE: ./lib/report/sections.js




const DETAIL_LENGTH = 500;
/** @returns the checks that did not hold, each with what differs. */
function failedChecks({ indices }) {
    const lines = indices.flatMap((index) => index.checks
        .filter(({ ok }) => !ok)
        .flatMap(({ name, detail, differences }) => [
        () => `- ${indexName(index)}, ${name}: ${markdown_text(detail, DETAIL_LENGTH)}`,
        ...differences.map((difference) => () => `  - ${markdown_text(difference, DETAIL_LENGTH)}`),
    ]));
    return section('Checks that failed', lines, SHARES.checks, 'line');
}
/** @returns the warnings, and the indexes whose dump names a document more than once. */
function warnings({ warnings, indices }) {
    const repeated = indices
        .filter(({ superseded }) => superseded > 0)
        .map((index) => () => {
        const documents = (0,numbers/* counted */.hS)(index.superseded, 'document');
        return `- ${indexName(index)}: ${documents} of the dump gave way to a later one with the same id and routing`;
    });
    const lines = [...warnings.map((warning) => () => `- ${prose(warning)}`), ...repeated];
    return section('Warnings', lines, SHARES.warnings, 'warning');
}
/** @returns what this job of a matrix leaves to the others */
function otherShards({ shard }) {
    if (shard === null)
        return '';
    const { number, of, leftToOthers } = shard;
    const left = leftToOthers.length === 0
        ? 'no index is left to the others'
        : `${(0,numbers/* counted */.hS)(leftToOthers.length, 'index is', 'indexes are')} left to the others: ${shortened(leftToOthers)}`;
    return `Shard ${number}/${of}: ${left}`;
}
/** @returns what only Elasticsearch knows, by index and template of the dump */
function leftOut({ leftOut }) {
    const lines = leftOut.map(({ type, name, parts }) => () => {
        const what = type === 'index' ? code(name) : `${markdown_text(type)} ${code(name)}`;
        return `- ${what}: ${parts.length > 0 ? shortened(parts) : 'all of it, it is Elasticsearch’s own'}`;
    });
    return section('Left out, as only Elasticsearch knows it', lines, SHARES.leftOut, 'line');
}
/** @returns the types that the dump has and nobody asked for. */
function notRestored({ notRestored }) {
    const lines = notRestored.map(({ type, indices }) => () => `- ${code(type)}: ${shortened(indices)}`);
    return section('In the dump, not asked for', lines, SHARES.types, 'type');
}
/** @returns what the cluster has beyond the dump, folded away. */
function extras({ indices }) {
    const lines = indices.flatMap((index) => index.checks
        .filter(({ extra }) => extra.length > 0)
        .map(({ name, extra }) => () => `- ${indexName(index)}, ${name}: ${shortened(extra)}`));
    return details('In the cluster beyond the dump, from its templates or dynamic mapping', lines, SHARES.extras);
}
/** @returns the files that are no part of a dump, folded away. */
function ignoredFiles({ ignoredFiles }) {
    const lines = ignoredFiles.map((file) => () => `- ${code(file)}`);
    return details(`Files ignored (${(0,numbers/* formatCount */.B4)(lines.length)})`, lines, SHARES.files);
}
//# sourceMappingURL=sections.js.map
;// CONCATENATED MODULE: ./lib/report/table.js




/** A table of more rows shows some of those to look at, and folds the others away. */
const ROWS_SHOWN = 25;
const ROWS_TO_LOOK_AT = 10;
const table_KIB = 1024;
const count = (title, of) => ({
    title,
    align: '--:',
    cell: (index) => (0,numbers/* formatCount */.B4)(of(index)),
    isTelling: (indices) => indices.some((index) => of(index) !== null),
});
function columns(verify) {
    return [
        {
            title: 'Index',
            align: ':--',
            cell: (index) => `${icon(index)}&nbsp;${indexName(index)}`,
            isTelling: () => true,
        },
        count('Dump', ({ planned, documents }) => (planned ? planned.documents : documents.dump)),
        {
            ...count('Indexed', ({ documents }) => documents.indexed),
            isTelling: (indices) => indices.some(({ documents: { indexed, cluster } }) => indexed !== null && indexed !== cluster),
        },
        {
            ...count('Rejected', ({ documents }) => documents.rejected),
            isTelling: (indices) => indices.some(({ documents }) => (documents.rejected ?? 0) > 0),
        },
        count('Cluster', ({ documents }) => documents.cluster),
        {
            title: 'Size',
            align: '--:',
            cell: ({ bytes }) => (bytes === 0 ? '–' : unbroken((0,numbers/* formatBytes */.z3)(bytes))),
            isTelling: (indices) => indices.some(({ bytes }) => bytes > 0),
        },
        {
            title: 'Time',
            align: '--:',
            cell: ({ durationMs }) => (durationMs > 0 ? unbroken((0,numbers/* formatDuration */.a3)(durationMs)) : '–'),
            isTelling: (indices) => indices.some(({ durationMs }) => durationMs > 0),
        },
        {
            title: 'Result',
            align: ':--',
            cell: (index) => unbroken(outcome(index, verify)),
            isTelling: () => true,
        },
        {
            title: 'Types',
            align: ':--',
            cell: ({ types }) => markdown_text(types.join(', '), 300),
            isTelling: (indices) => new Set(indices.map(({ types }) => types.join())).size > 1,
        },
    ];
}
/** @returns a row for each index, failed ones first; where they are many, those that are well are folded away */
function table({ indices, verify }) {
    if (indices.length === 0)
        return '';
    const sorted = [...indices].sort((a, b) => rank(a) - rank(b));
    const telling = columns(verify).filter(({ isTelling }) => isTelling(indices));
    const head = [row(telling.map(({ title }) => title)), row(telling.map(({ align }) => align))];
    const rows = fitting(sorted.map((index) => () => row(telling.map(({ cell }) => cell(index)))), SHARES.table * table_KIB);
    const kept = sorted.slice(0, rows.lines.length);
    const toLookAt = kept.slice(0, ROWS_TO_LOOK_AT).filter((one) => rank(one) < 2).length;
    const shown = indices.length <= ROWS_SHOWN ? kept.length : toLookAt;
    const parts = [];
    if (shown > 0)
        parts.push([...head, ...rows.lines.slice(0, shown)].join('\n'));
    if (shown < kept.length) {
        const what = shown > 0 ? ['more index', 'more indexes'] : ['index', 'indexes'];
        const title = (0,numbers/* counted */.hS)(kept.length - shown, what[0], what[1]);
        parts.push(folded(title, [...head, ...rows.lines.slice(shown)]));
    }
    const failed = sorted.slice(kept.length).filter(({ status }) => status === 'failed').length;
    if (rows.left > 0)
        parts.push(moreRows(rows.left, 'index', 'indexes', failed));
    return parts.join('\n\n');
}
/** Failed indexes come first, then those to look at, then the rest: the last rows are the first to be left out. */
function rank({ status, verified }) {
    if (status === 'failed')
        return 0;
    return status === 'ok' && !verified ? 1 : 2;
}
function icon({ status, verified }) {
    if (status === 'ok')
        return verified ? '✅' : '⚠️';
    return { failed: '❌', skipped: '⏭️', planned: '📋' }[status];
}
function outcome(index, verify) {
    const { status, action, verified, planned } = index;
    if (status === 'failed')
        return 'failed';
    if (planned)
        return `would ${planned.action}`;
    if (status !== 'ok')
        return status;
    if (verified)
        return `${action}, verified`;
    return `${action}, ${verify === 'none' ? 'not checked' : 'not verified'}`;
}
function unbroken(cell) {
    return cell.replaceAll(' ', '&nbsp;');
}
//# sourceMappingURL=table.js.map
;// CONCATENATED MODULE: ./lib/report/timing.js


/** Of a shorter run there is nothing to learn. */
const SHORTEST_MS = 2000;
/** A bar of less cannot be seen. */
const SMALLEST_PART = 0.002;
const BARS = 20;
const TICKS = [1, 2, 5, 10, 15, 30];
const TICKS_SHOWN = 6;
/** A run of more than two of them is told in the next one. */
const UNITS = [
    { name: 's', seconds: 1 },
    { name: 'min', seconds: 60 },
    { name: 'h', seconds: 3600 },
];
/** @returns whether {@link timing} draws a chart */
function isTimingDrawn({ phases, durationMs }) {
    return phases.length > 0 && durationMs >= SHORTEST_MS;
}
/**
 * @returns a chart of what the time went to, which GitHub draws with Mermaid; empty for a short run. A closed
 * `<details>` would have no width to draw it in.
 */
function timing(result) {
    if (!isTimingDrawn(result))
        return '';
    const { phases, stages, durationMs } = result;
    const unit = UNITS.find(({ seconds }) => durationMs <= 120_000 * seconds) ?? UNITS[2];
    // The axis counts seconds since the begin, as a time of day would depend on the reader's time zone: so a minute is
    // drawn as if it were a second.
    const at = (ms) => Math.round(ms / unit.seconds);
    const tick = TICKS.find((each) => at(durationMs) / 1000 / each <= TICKS_SHOWN) ?? 30;
    const bars = [...phases, ...stages]
        .filter(({ ms }) => ms >= durationMs * SMALLEST_PART)
        .slice(0, BARS)
        .map(({ name, beganMs, ms }) => `  ${label(name)}, ${(0,numbers/* formatDuration */.a3)(ms)} :${at(beganMs)}, ${at(beganMs + ms)}`);
    const lines = [
        '%%{init: {"gantt": {"leftPadding": 24, "rightPadding": 24}}}%%',
        'gantt',
        '  dateFormat x',
        `  axisFormat %s ${unit.name}`,
        `  tickInterval ${tick}second`,
        ...bars,
    ];
    return `### Where the time went\n\n\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``;
}
/** Mermaid takes `:`, `;`, `#` and `%` for its own. */
function label(name) {
    return clip(name.replace(/[^\p{L}\p{N} .-]/gu, ' '), 40);
}
//# sourceMappingURL=timing.js.map
;// CONCATENATED MODULE: ./lib/report/verdict.js

/** @returns what became of the restore, in a line that holds nothing from elsewhere */
function verdict(result) {
    const { indices, totals } = result;
    const skipped = indices.filter(({ status }) => status === 'skipped').length;
    const indexes = (0,numbers/* counted */.hS)(indices.length - skipped, 'index', 'indexes');
    const andSkipped = skipped === 0 ? '' : `, ${(0,numbers/* formatCount */.B4)(skipped)} skipped`;
    if (result.status === 'failed') {
        const what = result.dryRun ? 'Dry run: the restore would fail' : 'Restore failed';
        return `❌ ${what}${failedParts(result)}`;
    }
    if (result.status === 'planned')
        return `📋 Dry run: ${indexes} planned${andSkipped}, nothing written`;
    if (skipped > 0 && skipped === indices.length) {
        return `⏭️ Nothing restored: ${(0,numbers/* counted */.hS)(skipped, 'index', 'indexes')} skipped`;
    }
    if (result.shard !== null && indices.length + result.clusterSteps.length === 0) {
        return '⏭️ Nothing to restore in this shard';
    }
    if (result.leftOut.length > 0 && indices.length + result.clusterSteps.length === 0) {
        return '⏭️ Nothing restored: all of it is Elasticsearch’s own';
    }
    if (totals.rejected > 0) {
        const rejected = (0,numbers/* counted */.hS)(totals.rejected, 'rejected document');
        return `⚠️ Restored with ${rejected} within \`max-rejected\`, not verified`;
    }
    if (!result.verified)
        return `⚠️ Restored, not verified: ${indexes}${andSkipped}`;
    if (indices.length === 0) {
        const steps = (0,numbers/* counted */.hS)(result.clusterSteps.length, 'template, policy or script', 'templates, policies and scripts');
        return `✅ Restored: ${steps}`;
    }
    return `✅ Restored and verified: ${indexes}, ${(0,numbers/* counted */.hS)(totals.dump, 'document')}${andSkipped}`;
}
function failedParts({ indices, clusterSteps }) {
    const part = (all, one, many) => {
        const failed = all.filter(({ status }) => status === 'failed').length;
        return failed === 0 ? [] : [`${(0,numbers/* formatCount */.B4)(failed)} of ${(0,numbers/* counted */.hS)(all.length, one, many)}`];
    };
    const parts = [
        ...part(indices, 'index', 'indexes'),
        ...part(clusterSteps, 'template, policy or script', 'templates, policies and scripts'),
    ];
    return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}
//# sourceMappingURL=verdict.js.map
;// CONCATENATED MODULE: ./lib/report/summary.js









/**
 * Renders the job summary: the verdict first, then what failed and why, then everything else.
 *
 * @param workspace the job's own folder: a dump in it is named as the workflow names it
 * @returns GitHub Markdown of at most 1,000 KiB in UTF-8, however much the result holds: what does not fit is left
 * out by whole rows, failures last, and said to be.
 */
function renderSummary(result, workspace = '', help) {
    const parts = [
        `## ${verdict(result)}`,
        failures(result, help),
        totals(result),
        context(result, workspace),
        otherShards(result),
        changesSection(result.changes),
        table(result),
        failedChecks(result),
        rejections(result),
        warnings(result),
        leftOut(result),
        notRestored(result),
        extras(result),
        ignoredFiles(result),
        timing(result),
        versions(result),
    ];
    return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
function context({ dump, archive, cluster, types, verify }, workspace) {
    if (dump === '')
        return '';
    const isWithin = workspace !== '' && dump.startsWith(`${workspace}/`);
    const from = isWithin ? dump.slice(workspace.length + 1) : dump;
    const into = cluster === null ? '' : ` into cluster ${code(cluster.name)}`;
    const packed = archive === null ? '' : `, SHA-256 ${code(archive.sha256)},`;
    return `From ${code(from)}${packed}${into} · types: ${markdown_text(types.join(', '), 300)} · verify: ${markdown_text(verify, 40)}`;
}
function totals({ dryRun, indices, totals, durationMs }) {
    if (indices.length === 0)
        return '';
    if (dryRun) {
        return `${(0,numbers/* formatBytes */.z3)(totals.bytes)} to restore · planned in ${(0,numbers/* formatDuration */.a3)(durationMs)}`;
    }
    return [
        `**${(0,numbers/* formatCount */.B4)(totals.dump)}** documents in the dump`,
        `**${(0,numbers/* formatCount */.B4)(totals.indexed)}** indexed`,
        `**${(0,numbers/* formatCount */.B4)(totals.rejected)}** rejected`,
        `**${(0,numbers/* formatCount */.B4)(totals.cluster)}** in the cluster`,
        `${(0,numbers/* formatBytes */.z3)(totals.bytes)} in ${(0,numbers/* formatDuration */.a3)(durationMs)}`.replaceAll(' ', '&nbsp;'),
    ].join(' · ');
}
function versions(result) {
    const { actionVersion, engine, elasticdumpVersion, cluster, phases } = result;
    const parts = [
        `opensearch-restore-action ${markdown_text(actionVersion, 40)}`,
        `engine ${markdown_text(`${engine} ${elasticdumpVersion}`, 80)}`,
        ...(cluster === null ? [] : [`OpenSearch ${markdown_text(cluster.version, 40)}`]),
    ];
    const times = isTimingDrawn(result) ? [] : phases.slice(0, 20);
    const told = times.map(({ name, ms }) => `${markdown_text(name, 40)} ${(0,numbers/* formatDuration */.a3)(ms)}`);
    const lines = [parts.join(' · '), ...(told.length === 0 ? [] : [told.join(' · ')])];
    return `---\n\n<sub>${lines.join('<br>')}</sub>`;
}
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./lib/report/write.js













/**
 * Tells the result to GitHub: JSON report, outputs, job summary, the log's last lines, error annotations. Each is tried whatever becomes
 * of the others, and none hides the result: nothing is thrown.
 *
 * @returns what could not be written, a sentence each, which also went to the log as warnings.
 */
async function writeResult(result, options, log) {
    const problems = [];
    const attempt = async (what, write) => {
        try {
            await write();
            return true;
        }
        catch (error) {
            const problem = `${what} could not be written: ${(0,errors/* messageOf */.bD)(error)}`;
            problems.push(problem);
            core.warning(oneLine(problem));
            return false;
        }
    };
    const reportPath = pathOf(result, options);
    const reported = await attempt(`The report ${reportPath}`, () => writeReport(result, reportPath));
    if (reported && options.isReportBaseline && result.status !== 'failed')
        await removeFailed(failedPath(reportPath));
    if (reportPath !== options.reportPath)
        log(`The report of this failure is ${reportPath}, and ${options.reportPath} stays the baseline.`);
    // A path where nothing is would send whoever reads the output astray.
    await attempt('The outputs', () => writeOutputs(result, reported ? reportPath : ''));
    if (options.jobSummary && process.env.GITHUB_STEP_SUMMARY) {
        await attempt('The job summary', () => writeSummary(result));
    }
    // Last of all: the end of the log is what is looked at first.
    log(verdict(result), toneOf(result));
    await attempt('The annotations', () => writeAnnotations(result));
    return problems;
}
/** Else a dump that shrank would be what tomorrow's is compared with. */
function pathOf({ status }, { reportPath, isReportBaseline }) {
    if (status !== 'failed' || !isReportBaseline)
        return reportPath;
    return failedPath(reportPath);
}
function failedPath(reportPath) {
    return `${reportPath.replace(/\.json$/i, '')}.failed.json`;
}
/** It tells of an earlier night; what is no report of a failure is somebody else's. */
async function removeFailed(path) {
    try {
        const { reportVersion, status } = JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
        if (Number.isInteger(reportVersion) && status === 'failed')
            await (0,promises_.rm)(path);
    }
    catch {
        // There is none, or it is of no harm.
    }
}
function toneOf({ status, verified }) {
    if (status === 'failed')
        return 'bad';
    return verified ? 'good' : undefined;
}
function writeAnnotations(result) {
    for (const { title, message } of annotationsOf(result, helpPage(process.env)))
        core.error(message, { title });
    const stale = staleWarning(result.changes);
    if (stale)
        core.warning(stale.message, { title: stale.title });
}
async function writeReport(result, path) {
    await makeFolder((0,external_node_path_.dirname)(path));
    await (0,promises_.writeFile)(path, renderReport(result));
}
/** Level by level: where a folder cannot be made, as below /proc, Node's own `recursive` never comes back. */
async function makeFolder(path) {
    if ((0,external_node_fs_.existsSync)(path) || (0,external_node_path_.dirname)(path) === path)
        return;
    await makeFolder((0,external_node_path_.dirname)(path));
    await (0,promises_.mkdir)(path);
}
function writeOutputs(result, reportPath) {
    for (const [name, value] of Object.entries(outputsOf(result, reportPath)))
        core.setOutput(name, value);
}
async function writeSummary(result) {
    const { GITHUB_WORKSPACE } = process.env;
    const summary = renderSummary(result, GITHUB_WORKSPACE, helpPage(process.env));
    await core.summary.emptyBuffer().addRaw(summary).write();
}
//# sourceMappingURL=write.js.map
;// CONCATENATED MODULE: ./lib/report/redact.js
/**
 * Takes secrets out of whatever came from elsewhere: the cluster's words, elasticdump's, the system's. Names and
 * counts stay: they come from the dump, and a secret that is part of an index name would spoil them.
 */
function redactResult(result, redact) {
    const failure = (told) => told && { ...told, message: redact(told.message), hint: told.hint && redact(told.hint) };
    return {
        ...result,
        failure: failure(result.failure),
        warnings: result.warnings.map(redact),
        clusterSteps: result.clusterSteps.map((step) => ({ ...step, failure: failure(step.failure) })),
        indices: result.indices.map((index) => ({
            ...index,
            failure: failure(index.failure),
            rejections: index.rejections.map((rejection) => ({ ...rejection, reason: redact(rejection.reason) })),
            checks: index.checks.map((check) => ({
                ...check,
                detail: redact(check.detail),
                differences: check.differences.map(redact),
                extra: check.extra.map(redact),
            })),
        })),
    };
}
//# sourceMappingURL=redact.js.map
;// CONCATENATED MODULE: ./lib/action.js







/** Restores, and tells GitHub what became of it. The only place that ends the process badly. */
async function act({ read, secrets, cancelling, inputs, greeting, fault }) {
    const redact = (0,inputs_secrets/* redactor */.$p)(secrets);
    const colours = wantsColours(process.env, process.stdout.isTTY);
    const log = new RunnerLog(core, { redact, colours, now: Date.now });
    try {
        if (!inputs || !greeting)
            throw fault;
        for (const warning of inputWarnings(inputs))
            core.warning(redact(warning));
        if (inputs.engine === 'native' || inputs.verify === 'full' || inputs.ifExists === 'append')
            keepMemorySmall();
        const result = await restore(inputs, log, process.env, { greeting, cancelling });
        log.close();
        const where = { ...inputs, ...isReportBaseline(read, inputs.reportPath) };
        await writeResult(redactResult(result, redact), where, log.info);
        if (result.status === 'failed')
            process.exitCode = 1;
        // A cancelled run may have left a child, or a request, that does not end.
        if (result.failure?.code === 'CANCELLED')
            process.exit();
    }
    catch (error) {
        if (!(error instanceof errors/* RestoreError */.DZ))
            log.debug(error instanceof Error ? (error.stack ?? '') : String(error));
        const nothing = {
            dump: '',
            engine: 'elasticdump',
            verify: 'none',
            types: [],
            dryRun: /^true$/i.test(read('dry-run')),
        };
        const result = { ...beginResult(nothing), failure: failure_failureOf(error) };
        const where = whereToTell(read);
        const options = { ...where, ...isReportBaseline(read, where.reportPath) };
        await writeResult(redactResult(result, redact), options, log.info);
        process.exitCode = 1;
    }
}
/**
 * Where every document is looked up again, V8 gives what comes and goes 100 MB more room than it needs. A smaller room
 * costs nothing where documents pass as bytes, and elsewhere a tenth of the time that reading the dump takes.
 */
function keepMemorySmall() {
    (0,external_node_v8_.setFlagsFromString)('--semi-space-growth-factor=1');
}
/** Inputs that cannot be read must not hide where their faults are to be told. */
function whereToTell(read) {
    const jobSummary = !/^false$/i.test(read('job-summary'));
    try {
        const path = (0,places/* reportPath */.eG)(read('report-path'), process.env);
        if (!(0,places/* liesInDump */.T2)(path, read('dump'), process.env))
            return { reportPath: path, jobSummary };
    }
    catch {
        // Its fault is among those that are told.
    }
    return { reportPath: (0,places/* reportPath */.eG)('', process.env), jobSummary };
}
function isReportBaseline(read, path) {
    const baseline = read('baseline');
    return { isReportBaseline: baseline !== '' && (0,places/* isSameFile */.Dl)(path, baseline, process.env) };
}
//# sourceMappingURL=action.js.map

/***/ }),

/***/ 8990:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ Damage)
/* harmony export */ });
/** What is wrong with an archive, as the end of a sentence that begins with its name. */
class Damage extends Error {
    name = 'Damage';
}
//# sourceMappingURL=entry.js.map

/***/ }),

/***/ 8963:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ formatOf),
/* harmony export */   w: () => (/* binding */ isArchiveName)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8990);


const MAGIC = [
    ['tar.gz', [0x1f, 0x8b]],
    ['tar.zst', [0x28, 0xb5, 0x2f, 0xfd]],
    ['zip', [0x50, 0x4b, 0x03, 0x04]],
    // A zip of nothing.
    ['zip', [0x50, 0x4b, 0x05, 0x06]],
];
const SHOWN_BYTES = 60;
/** @returns whether a file is called as an archive is; any other one is a dump's file itself. */
function isArchiveName(name) {
    return /\.(tar\.gz|tgz|zip|tar\.zst)$/i.test(name);
}
/**
 * Tells the format by a file's first bytes, whatever its name: an address may have none.
 * @throws Damage with the beginning of what is no archive: it may be a page that says why
 */
async function formatOf(path) {
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path, 'r');
    try {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(SHOWN_BYTES), 0, SHOWN_BYTES, 0);
        const start = buffer.subarray(0, bytesRead);
        const found = MAGIC.find(([, magic]) => start.subarray(0, magic.length).equals(Buffer.from(magic)));
        if (found)
            return found[0];
        if (bytesRead === 0)
            throw new _entry_js__WEBPACK_IMPORTED_MODULE_1__/* .Damage */ .c('is empty');
        const shown = JSON.stringify(start.toString('latin1').replace(/[^ -~]+/g, ' '));
        throw new _entry_js__WEBPACK_IMPORTED_MODULE_1__/* .Damage */ .c(`is neither gzip, zstd nor zip; it begins with ${shown}`);
    }
    finally {
        await handle.close();
    }
}
//# sourceMappingURL=format.js.map

/***/ }),

/***/ 8870:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ag: () => (/* binding */ putAliases),
/* harmony export */   Wx: () => (/* binding */ aliasHolders),
/* harmony export */   YF: () => (/* binding */ adding)
/* harmony export */ });
/* harmony import */ var _indices_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(299);

/** @returns the indexes that have an alias, each with what the alias is of it */
async function aliasHolders(cluster, alias) {
    const request = { index: alias, ignore_unavailable: true };
    const body = await (0,_indices_js__WEBPACK_IMPORTED_MODULE_0__/* .asked */ .NZ)(`alias ${alias} cannot be read`, cluster.client.indices.getAlias(request));
    const held = Object.entries(body);
    return Object.fromEntries(held.flatMap(([index, { aliases }]) => Object.hasOwn(aliases, alias) ? [[index, aliases[alias] ?? {}]] : []));
}
/** @param more what else the request does */
async function putAliases(cluster, index, aliases, more = []) {
    const actions = [...more, ...adding(index, aliases)];
    await (0,_indices_js__WEBPACK_IMPORTED_MODULE_0__/* .asked */ .NZ)(`the aliases of ${index} are refused`, cluster.client.indices.updateAliases({ body: { actions } }));
}
/** @returns the actions of a request that give aliases to an index */
function adding(index, aliases) {
    return Object.entries(aliases).map(([alias, options]) => ({
        add: { ...options, index, alias },
    }));
}
//# sourceMappingURL=aliases.js.map

/***/ }),

/***/ 1820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Iy: () => (/* binding */ withoutDataStreamMark),
/* harmony export */   NT: () => (/* binding */ dataStreamMarker),
/* harmony export */   U1: () => (/* binding */ ofIndex),
/* harmony export */   Vt: () => (/* binding */ lookUpDataStream),
/* harmony export */   eR: () => (/* binding */ deleteDataStream),
/* harmony export */   f_: () => (/* binding */ unmarkDataStream),
/* harmony export */   pe: () => (/* binding */ createDataStream),
/* harmony export */   wt: () => (/* binding */ markDataStream)
/* harmony export */ });
/* harmony import */ var _dump_index_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6344);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
/* harmony import */ var _json_leaves_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2480);
/* harmony import */ var _documents_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2648);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2835);
// A data stream takes no alias, so an unfinished one bears its mark in a setting: an attribute that no node has.





/** Below `index.`; it keeps shards from nodes with such an attribute, and goes without a trace. */
const MARK = 'routing.allocation.exclude.restoring';
/** The run, and how often it has beaten. */
const MARKED = /^((?:\d+|local)\.\d+\.[0-9a-f]{8})\/(\d+)$/;
/** @returns what has the name among data streams alone */
async function lookUpDataStream(cluster, name) {
    const backings = await backingsOf(cluster, name);
    if (!backings)
        return { kind: 'missing' };
    const marker = await dataStreamMarker(cluster, name);
    const isUntouched = !marker && backings.length === 1 && (await isEmpty(cluster, name));
    return { kind: 'data stream', marker, isUntouched };
}
async function backingsOf(cluster, name) {
    try {
        const { body } = await cluster.client.transport.request({ method: 'GET', path: pathOf(name) });
        const [stream] = body.data_streams;
        return stream?.indices.map(({ index_name }) => index_name);
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .statusOf */ .c2)(error) === 404)
            return undefined;
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .clusterError */ .Fs)(error, `the cluster does not say whether it has the data stream ${name}`);
    }
}
async function isEmpty(cluster, name) {
    await (0,_documents_js__WEBPACK_IMPORTED_MODULE_1__/* .refresh */ .Ow)(cluster, name);
    return (await (0,_documents_js__WEBPACK_IMPORTED_MODULE_1__/* .countDocuments */ .kA)(cluster, name)) === 0;
}
/** @returns the mark of an unfinished restore, or undefined for a finished data stream */
async function dataStreamMarker(cluster, name) {
    const settings = await allSettings(cluster, name);
    for (const value of settings.map((one) => Object.fromEntries((0,_json_leaves_js__WEBPACK_IMPORTED_MODULE_2__/* .leavesOf */ .w)(one))[MARK])) {
        const [alias, run, beat] = MARKED.exec(String(value)) ?? [];
        if (alias !== undefined && run !== undefined && beat !== undefined)
            return { alias: run, run, beat, isComplete: false };
    }
    return undefined;
}
async function allSettings(cluster, name) {
    try {
        const { body } = await cluster.client.indices.getSettings({ index: name });
        return Object.values(body).map(({ settings }) => settings?.index ?? {});
    }
    catch (error) {
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .clusterError */ .Fs)(error, `the settings of ${name} cannot be read`);
    }
}
/** @param beats of this run so far */
async function markDataStream(cluster, name, { id }, beats) {
    await putMark(cluster, name, `${id}/${beats}`);
}
/** From now on the data stream is finished. */
async function unmarkDataStream(cluster, name) {
    await putMark(cluster, name, null);
}
async function putMark(cluster, name, value) {
    try {
        await cluster.client.indices.putSettings({ index: name, body: { index: { [MARK]: value } } });
    }
    catch (error) {
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .clusterError */ .Fs)(error, `the mark of an unfinished restore could not be changed on data stream ${name}`);
    }
}
/** @returns settings below `index.`, nested, without the mark */
function withoutDataStreamMark(settings) {
    const leaves = (0,_json_leaves_js__WEBPACK_IMPORTED_MODULE_2__/* .leavesOf */ .w)(settings);
    const kept = leaves.filter(([name, value]) => name !== MARK || !MARKED.test(String(value)));
    return kept.length < leaves.length ? (0,_json_leaves_js__WEBPACK_IMPORTED_MODULE_2__/* .nested */ .c)(kept) : settings;
}
/**
 * Creates a data stream with the mark of this run. One that is there and untouched serves as well: it is that of a run
 * that was ended before it could mark it, or this run's own, and the answer was lost.
 * @throws RestoreError INDEX_BUSY where somebody else has made it, or with the cluster's reason
 */
async function createDataStream(cluster, name, run) {
    try {
        await cluster.client.transport.request({ method: 'PUT', path: pathOf(name) });
    }
    catch (error) {
        if (!/resource_already_exists/.test((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .reasonOf */ .A3)(error)))
            throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .clusterError */ .Fs)(error, `data stream ${name} cannot be created`);
        const state = await lookUpDataStream(cluster, name);
        if (state.kind === 'missing' || !state.isUntouched) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .RestoreError */ .DZ('INDEX_BUSY', `data stream ${name} was created by somebody else just now`, {
                hint: 'Make sure that only one restore at a time writes to it, then run this again.',
                cause: error,
            });
        }
    }
    await markDataStream(cluster, name, run, 1);
}
async function deleteDataStream(cluster, name) {
    try {
        await cluster.client.transport.request({ method: 'DELETE', path: pathOf(name) });
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .statusOf */ .c2)(error) !== 404)
            throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .clusterError */ .Fs)(error, `data stream ${name} cannot be removed`);
    }
}
function pathOf(name) {
    return `/_data_stream/${encodeURIComponent(name)}`;
}
/**
 * @param held answer of the cluster by the names of indexes
 * @returns what it says of an index; of a data stream, what it says of the index that is written to
 */
function ofIndex(held, index) {
    // An index may be called `constructor`.
    if (Object.hasOwn(held, index))
        return held[index];
    const names = Object.keys(held);
    const newest = names.some((name) => (0,_dump_index_js__WEBPACK_IMPORTED_MODULE_4__/* .backingOf */ .Nr)(name)) ? (0,_dump_index_js__WEBPACK_IMPORTED_MODULE_4__/* .newestBacking */ .e8)(names, index) : undefined;
    return newest === undefined ? undefined : held[newest];
}
//# sourceMappingURL=data-streams.js.map

/***/ }),

/***/ 2648:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HK: () => (/* binding */ getDocuments),
/* harmony export */   Ow: () => (/* binding */ refresh),
/* harmony export */   bl: () => (/* binding */ requestLimit),
/* harmony export */   kA: () => (/* binding */ countDocuments)
/* harmony export */ });
/* harmony import */ var _json_ranges_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8238);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2835);
/* harmony import */ var _stored_document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3065);



/** `http.max_content_length` unless the cluster says otherwise. */
const DEFAULT_REQUEST_LIMIT = 100 * 1024 * 1024;
/** Makes everything indexed so far visible to searches and counts. */
async function refresh(cluster, index) {
    try {
        await cluster.client.indices.refresh({ index });
    }
    catch (error) {
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .clusterError */ .Fs)(error, `index ${index} cannot be refreshed`);
    }
}
/** @returns documents in the index; nested ones, which `_cat/indices` counts too, are none */
async function countDocuments(cluster, index) {
    try {
        const { body } = await cluster.client.count({ index });
        const { failed } = body._shards;
        if (failed > 0)
            throw new Error(`${failed} shards did not answer`);
        return body.count;
    }
    catch (error) {
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .clusterError */ .Fs)(error, `the documents of ${index} cannot be counted`);
    }
}
/**
 * Looks documents up by id and routing.
 * @param withSource false: `source` is '' for a document that is there
 * @returns one for each asked, in that order
 */
async function getDocuments(cluster, index, documents, withSource) {
    const docs = documents.map(({ id, routing }) => ({
        _id: id,
        ...(routing === undefined ? {} : { routing }),
    }));
    try {
        const { body } = await cluster.textClient.mget({ index, _source: withSource, body: { docs } });
        const text = body;
        const list = (0,_stored_document_js__WEBPACK_IMPORTED_MODULE_1__/* .memberOf */ .C5)(text, 0, 'docs');
        return [...(0,_json_ranges_js__WEBPACK_IMPORTED_MODULE_2__/* .members */ .ol)(text, list.start)].map(({ start }) => storedDocument(text, start, withSource));
    }
    catch (error) {
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .clusterError */ .Fs)(error, `documents of ${index} cannot be looked up`);
    }
}
function storedDocument(text, start, withSource) {
    const { isFound, source, routing, error } = (0,_stored_document_js__WEBPACK_IMPORTED_MODULE_1__/* .toldDocument */ .L3)(text, start);
    if (!isFound)
        return { missing: error ? (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .reasonChain */ .cI)(error) : 'not in the index' };
    return withSource && source === '' ? { missing: _stored_document_js__WEBPACK_IMPORTED_MODULE_1__/* .WITHOUT_SOURCE */ .Fo } : { source, routing };
}
/** @returns bytes that a request's body may have: the smallest of all nodes' limits, or the default if it is not told. */
async function requestLimit(cluster) {
    try {
        const { body } = await cluster.client.transport.request({ method: 'GET', path: '/_nodes/http' });
        const nodes = Object.values(body.nodes ?? {});
        const limits = nodes.map(({ http }) => http?.max_content_length_in_bytes);
        const told = limits.filter((limit) => typeof limit === 'number');
        return told.length > 0 ? Math.min(...told) : DEFAULT_REQUEST_LIMIT;
    }
    catch (error) {
        // A user of one index may not ask nodes: that is a right of the whole cluster.
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .statusOf */ .c2)(error) === undefined)
            throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .clusterError */ .Fs)(error, 'the cluster does not answer');
        return DEFAULT_REQUEST_LIMIT;
    }
}
//# sourceMappingURL=documents.js.map

/***/ }),

/***/ 2835:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   Fs: () => (/* binding */ clusterError),
/* harmony export */   JR: () => (/* binding */ hintFor),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   cI: () => (/* binding */ reasonChain)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _library_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8461);


/** Of an index, of the whole cluster, or of the making of indexes. */
const BLOCK = /(?:cluster|index_create)_block_exception/;
/** @returns the HTTP status that the cluster answered with, or undefined where there was no answer. */
function statusOf(error) {
    return error instanceof _library_js__WEBPACK_IMPORTED_MODULE_0__/* .errors */ .sO.ResponseError ? (error.statusCode ?? undefined) : undefined;
}
const MAX_DEPTH = 10;
/** @returns the cluster's own words for an error: every reason of its chain once, and its HTTP status. */
function reasonOf(error) {
    if (!(error instanceof _library_js__WEBPACK_IMPORTED_MODULE_0__/* .errors */ .sO.ResponseError))
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error);
    const cause = errorIn(error.body);
    const words = typeof cause === 'string' ? cause : cause ? reasonChain(cause) : (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error);
    return `${words} (HTTP ${error.statusCode})`;
}
/** @param cause an `error` object as OpenSearch sends it, of a request or of a bulk item */
function reasonChain(cause) {
    const reasons = [];
    const add = (at, depth) => {
        const reason = [at.type, at.reason].filter(Boolean).join(': ');
        if (reason && !reasons.some((said) => said.includes(at.reason ?? reason)))
            reasons.push(reason);
        if (depth === MAX_DEPTH)
            return;
        for (const next of [at.caused_by, ...(at.suppressed ?? [])])
            if (next)
                add(next, depth + 1);
    };
    add(cause, 1);
    return reasons.join('; caused by ') || 'no reason given';
}
/**
 * @param hint for a request that the cluster took and refused; what keeps it from being asked has its own
 * @returns a RestoreError for what the cluster refused or could not do
 */
function clusterError(error, what, hint) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ)
        return error;
    const status = statusOf(error);
    const [code, help] = status === 401
        ? ['CLUSTER_UNAUTHORIZED', 'Check the user name and password in `uri`, or `username` and `password`.']
        : status === 403 && !BLOCK.test(reasonOf(error))
            ? ['CLUSTER_UNAUTHORIZED', 'Give this user the rights that docs/PERMISSIONS.md lists.']
            : status === undefined
                ? ['CLUSTER_UNREACHABLE', 'Check that the cluster is up and reachable from this runner.']
                : ['CLUSTER_REFUSED', hintFor(reasonOf(error)) ?? hint ?? helpFor(status)];
    const details = { cause: error, ...(help === undefined ? {} : { hint: help }) };
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ(code, `${what}: ${reasonOf(error)}`, details);
}
/** What helps against a reason of the cluster, whatever it was asked for. */
const HINTS = [
    [
        /creates data streams only/,
        'By an index template of the cluster this is the name of a data stream. Give this user the right to read index templates (docs/PERMISSIONS.md), or restore under another name with `rename-pattern`.',
    ],
    [
        /Can't update non dynamic settings/,
        'A data stream has this from its index template, and an index of it cannot be changed any more: change the template in the dump or the cluster, or leave the setting out with `ignore-index-settings`.',
    ],
    [/index_closed_exception/, 'Open the index in the cluster first.'],
    [
        /index_not_found_exception/,
        'Somebody removed the index while it was restored. See that nobody else works on it, then run this again.',
    ],
    [/maximum .*shards open/, 'Raise `cluster.max_shards_per_node`, or delete indexes that nobody needs.'],
    [
        /unavailable_shards_exception/,
        'A shard of the index has no node: look at `_cluster/health` and `_cluster/allocation/explain`. Where `routing.allocation.*` of the dump asks for nodes that this cluster lacks, leave it out with `ignore-index-settings`.',
    ],
    [
        /exists with the same name as the alias/,
        'Free the name of the alias in the cluster, or leave `alias` out of `types`.',
    ],
    [
        /more than one write index/,
        'Another index of the cluster is the one that the alias writes to. Where the dump of the index gives it the alias, rename that with `rename-alias-pattern`, or leave `alias` out of `types`; where a template does, take `is_write_index` out of the template.',
    ],
    [BLOCK, 'Lift the block in the cluster; a flood-stage block means that its disks are full.'],
    [
        /http\.max_content_length|one document, \d+ bytes/,
        'Raise `http.max_content_length` in the cluster, or the limit of a proxy before it, or leave the document out of the dump.',
    ],
    [
        /rejected_execution_exception|circuit_breaking_exception/,
        'The cluster is overloaded: lower `concurrency`, `parallel` or `batch-size`.',
    ],
];
/** @param reason the cluster's words @returns what to do, where they alone tell it */
function hintFor(reason) {
    return HINTS.find(([words]) => words.test(reason))?.[1];
}
function helpFor(status) {
    return status === 429 || status >= 500
        ? 'Look at the health of the cluster, then run this again.'
        : undefined;
}
function errorIn(body) {
    let parsed = body;
    if (typeof body === 'string') {
        try {
            parsed = JSON.parse(body);
        }
        catch {
            return body.trim().slice(0, 500) || undefined;
        }
    }
    const { error, _shards } = (parsed ?? {});
    return error ?? _shards?.failures?.[0]?.reason;
}
//# sourceMappingURL=errors.js.map

/***/ }),

/***/ 299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EN: () => (/* binding */ getMappings),
/* harmony export */   Lb: () => (/* binding */ putMappings),
/* harmony export */   NG: () => (/* binding */ indexCreated),
/* harmony export */   NZ: () => (/* binding */ asked),
/* harmony export */   T8: () => (/* binding */ lookUpTargets),
/* harmony export */   VK: () => (/* binding */ getAliases),
/* harmony export */   Yu: () => (/* binding */ deleteIndex),
/* harmony export */   bN: () => (/* binding */ indexMarker),
/* harmony export */   d1: () => (/* binding */ putSettings),
/* harmony export */   mt: () => (/* binding */ getSettings),
/* harmony export */   w8: () => (/* binding */ getMade),
/* harmony export */   y0: () => (/* binding */ inRequests),
/* harmony export */   zi: () => (/* binding */ createIndex)
/* harmony export */ });
/* harmony import */ var _json_lossless_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1682);
/* harmony import */ var _data_streams_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1820);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2835);
/* harmony import */ var _markers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2349);




/** A request line may have 4 KiB (`http.max_initial_line_length`), and a name takes three bytes a byte when encoded. */
const NAMES_BYTES = 3000;
/**
 * Asks what the cluster has under these names. Needs rights on these names only; what it does not tell of one of them
 * is the fault of that one.
 * @throws RestoreError CLUSTER_UNREACHABLE
 */
async function lookUpTargets(cluster, names) {
    const states = new Map();
    for (const some of inRequests(names)) {
        for (const [name, state] of await lookUp(cluster, some))
            states.set(name, state);
    }
    return states;
}
async function lookUp(cluster, names) {
    try {
        const request = { index: names.join(','), ignore_unavailable: true };
        const { body } = await cluster.client.indices.getAlias(request);
        return names.map((name) => [name, stateOf(name, body)]);
    }
    catch (error) {
        const fault = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .clusterError */ .Fs)(error, `the cluster does not say whether it has ${names.slice(0, 5).join(', ')}`);
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .statusOf */ .c2)(error) !== 403)
            throw fault;
        const [name, ...others] = names;
        if (name !== undefined && others.length === 0) {
            // `blocks.metadata` hides what the index is like, not that it is there; an unfinished one has no blocks.
            const isBlocked = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .reasonOf */ .A3)(error).includes(`index [${name}] blocked by`);
            return [[name, isBlocked ? { kind: 'index', marker: undefined } : { kind: 'untold', fault }]];
        }
        const each = [];
        for (const one of names)
            each.push(...(await lookUp(cluster, [one])));
        return each;
    }
}
function stateOf(name, held) {
    // An index may be called `constructor`.
    const own = Object.hasOwn(held, name) ? held[name] : undefined;
    if (own)
        return { kind: 'index', marker: (0,_markers_js__WEBPACK_IMPORTED_MODULE_1__/* .markerAmong */ .tw)(name, own.aliases) };
    const behind = Object.keys(held).filter((index) => Object.hasOwn(held[index]?.aliases ?? {}, name));
    const indices = behind.sort();
    if (indices.length === 0)
        return { kind: 'missing' };
    const isPartial = indices.some((index) => {
        const { filter, search_routing } = (held[index]?.aliases[name] ?? {});
        return filter !== undefined || search_routing !== undefined;
    });
    const isOfAnother = indices.some((index) => (0,_markers_js__WEBPACK_IMPORTED_MODULE_1__/* .isBesideAnother */ .Mq)(index, name));
    const writeIndex = indices.find((index) => {
        const { is_write_index } = (held[index]?.aliases[name] ?? {});
        return String(is_write_index) === 'true';
    });
    return { kind: 'alias', indices, isPartial, isOfAnother, ...(writeIndex !== undefined && { writeIndex }) };
}
/** @returns the names in parts, each of which has room in the line of a request */
function* inRequests(names) {
    let some = [];
    let bytes = 0;
    for (const name of names) {
        const size = encodeURIComponent(name).length + 3;
        if (bytes + size > NAMES_BYTES && some.length > 0) {
            yield some;
            some = [];
            bytes = 0;
        }
        some.push(name);
        bytes += size;
    }
    if (some.length > 0)
        yield some;
}
/** @returns the alias that marks the index as unfinished, null for a finished one, undefined where there is none */
async function indexMarker(cluster, index) {
    const state = (await lookUpTargets(cluster, [index])).get(index);
    return state?.kind === 'index' ? (state.marker?.alias ?? null) : undefined;
}
/** @throws RestoreError with the cluster's reason */
async function createIndex(cluster, index, body) {
    await asked(`index ${index} cannot be created`, cluster.client.indices.create({ index, body }));
}
async function deleteIndex(cluster, index) {
    const { client } = cluster;
    const deleted = client.indices.delete({ index, ignore_unavailable: true });
    await asked(`index ${index} cannot be removed`, deleted);
}
/** @returns the index's own settings, nested, below `index.` */
async function getSettings(cluster, index) {
    const body = await asked(`the settings of ${index} cannot be read`, cluster.client.indices.getSettings({ index }));
    const held = (0,_data_streams_js__WEBPACK_IMPORTED_MODULE_2__/* .ofIndex */ .U1)(body, index);
    return (0,_data_streams_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutDataStreamMark */ .Iy)(held?.settings?.index ?? {});
}
/** @returns when an index was created, milliseconds of the cluster's clock */
async function indexCreated(cluster, index) {
    return Number((await getSettings(cluster, index)).creation_date);
}
/** @param settings below `index.`; null puts one back to its default */
async function putSettings(cluster, index, settings) {
    const put = cluster.client.indices.putSettings({ index, body: { index: settings } });
    await asked(`index ${index} refuses settings`, put);
}
async function getMade(cluster, index) {
    const body = await asked(`index ${index} cannot be read`, cluster.textClient.indices.get({ index }));
    const made = (0,_data_streams_js__WEBPACK_IMPORTED_MODULE_2__/* .ofIndex */ .U1)(body, index);
    const { settings, mappings = {}, aliases = {} } = made ?? {};
    return {
        settings: (0,_data_streams_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutDataStreamMark */ .Iy)(settings?.index ?? {}),
        mappings,
        aliases: withoutMark(index, aliases),
    };
}
async function getMappings(cluster, index) {
    const body = await asked(`the mapping of ${index} cannot be read`, cluster.textClient.indices.getMapping({ index }));
    return (0,_data_streams_js__WEBPACK_IMPORTED_MODULE_2__/* .ofIndex */ .U1)(body, index)?.mappings ?? {};
}
async function putMappings(cluster, index, mappings) {
    await asked(`index ${index} refuses the mapping`, cluster.client.indices.putMapping({ index, body: mappings }));
}
/** @returns the aliases of an index; the mark of an unfinished restore only where it is asked for */
async function getAliases(cluster, index, which = 'no mark') {
    const body = await asked(`the aliases of ${index} cannot be read`, cluster.client.indices.getAlias({ index }));
    const aliases = body[index]?.aliases ?? {};
    return which === 'marks too' ? aliases : withoutMark(index, aliases);
}
function withoutMark(index, aliases) {
    const mark = (0,_markers_js__WEBPACK_IMPORTED_MODULE_1__/* .markerAmong */ .tw)(index, aliases)?.alias;
    return Object.fromEntries(Object.entries(aliases).filter(([name]) => name !== mark));
}
async function asked(what, request) {
    try {
        const { body } = await request;
        // Numbers beyond 2^53 in a mapping, such as a null_value, come as text and stay what they are.
        return (typeof body === 'string' ? (0,_json_lossless_js__WEBPACK_IMPORTED_MODULE_3__/* .parseMetadataJson */ .ro)(body) : body);
    }
    catch (error) {
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .clusterError */ .Fs)(error, what);
    }
}
//# sourceMappingURL=indices.js.map

/***/ }),

/***/ 8593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cO: () => (/* binding */ indexBusy),
/* harmony export */   sX: () => (/* binding */ isMade),
/* harmony export */   vH: () => (/* binding */ createMarked)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _indices_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(299);


/**
 * Creates an index that bears a mark. One that has the mark already is this run's own: the answer was lost, and the
 * request was sent again.
 * @throws RestoreError INDEX_BUSY where somebody else has made it, or with the cluster's reason
 */
async function createMarked(cluster, index, body, marker) {
    try {
        await (0,_indices_js__WEBPACK_IMPORTED_MODULE_0__/* .createIndex */ .zi)(cluster, index, body);
    }
    catch (error) {
        if (!(await isMade(cluster, index, marker)))
            throw error;
    }
}
/**
 * @returns whether the index is there, with this mark
 * @throws RestoreError INDEX_BUSY where somebody else has made it
 */
async function isMade(cluster, index, marker) {
    const state = (await (0,_indices_js__WEBPACK_IMPORTED_MODULE_0__/* .lookUpTargets */ .T8)(cluster, [index])).get(index);
    if (state?.kind !== 'index')
        return false;
    if (state.marker?.alias === marker)
        return true;
    if (state.marker)
        throw indexBusy(index, state.marker.run);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('INDEX_BUSY', `index ${index} was created by somebody else just now`, {
        hint: 'Make sure that only one restore at a time writes to it, then run this again.',
    });
}
/** @param run that is at work on it */
function indexBusy(index, run) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('INDEX_BUSY', `another run (${run}) is restoring into index ${index}`, {
        hint: 'Wait until it has ended, then run this again.',
    });
}
//# sourceMappingURL=making.js.map

/***/ }),

/***/ 2349:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B1: () => (/* binding */ Heart),
/* harmony export */   CO: () => (/* binding */ markerName),
/* harmony export */   Mf: () => (/* binding */ secondMarkerName),
/* harmony export */   Mq: () => (/* binding */ isBesideAnother),
/* harmony export */   VO: () => (/* binding */ runIn),
/* harmony export */   Zi: () => (/* binding */ markerAlias),
/* harmony export */   rK: () => (/* binding */ watchMarkers),
/* harmony export */   tw: () => (/* binding */ markerAmong),
/* harmony export */   yW: () => (/* binding */ isEarlierAttempt),
/* harmony export */   yn: () => (/* binding */ identifyRun)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8500);
/* harmony import */ var _data_streams_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1820);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2835);
// An index that a restore has begun and not finished carries a hidden alias, so that a killed run's wreck can be told
// from a finished index, and a wreck from the work of a run that is alive: that one's alias changes every few seconds.




const SIGN = '--restoring-';
/** What identifyRun makes. */
const RUN_AT_END = /--restoring-((?:\d+|local)\.\d+\.[0-9a-f]{8})$/;
const BEAT_MS = 3000;
/** Longer than a few beats, so that a slow cluster manager does not make a living run look dead. */
const WATCH_MS = 12_000;
/** OpenSearch's limit for names, bytes. */
const MAX_NAME_BYTES = 255;
/** @param env the runner's environment: GITHUB_RUN_ID and GITHUB_RUN_ATTEMPT where GitHub sets them */
function identifyRun(env) {
    const workflowRun = /^\d+$/.test(env.GITHUB_RUN_ID ?? '') ? env.GITHUB_RUN_ID : undefined;
    const attempt = Number.parseInt(env.GITHUB_RUN_ATTEMPT ?? '1', 10) || 1;
    const id = `${workflowRun ?? 'local'}.${attempt}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`;
    return { id, workflowRun, attempt };
}
/**
 * @returns a mark of a run for an index that an index beside it already has the name of the usual mark of; no two are
 * the same
 */
function secondMarkerName(index, { id }) {
    return markerName(index, { id: id.replace(/[0-9a-f]{8}$/, (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')) });
}
/** @returns the run that a name of a mark, or of an index beside its target, ends with; or '' */
function runIn(name) {
    return RUN_AT_END.exec(name)?.[1] ?? '';
}
/** @returns whether an index has the name of one that a swap has left beside another target than this */
function isBesideAnother(index, target) {
    const id = runIn(index);
    return id !== '' && markerName(target, { id }) !== index;
}
/** A long name is cut, and told from others that begin alike by a hash: two indexes must not share an alias. */
function markerName(index, run) {
    const suffix = `${SIGN}${run.id}`;
    const room = MAX_NAME_BYTES - suffix.length;
    if (Buffer.byteLength(index) <= room)
        return index + suffix;
    const sign = `-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', index, 'hex').slice(0, 12)}`;
    const characters = [...index];
    while (Buffer.byteLength(characters.join('')) > room - sign.length)
        characters.pop();
    return characters.join('') + sign + suffix;
}
/** What an alias of a mark says when the index is complete, and all that there is: its target has been taken away. */
const COMPLETE = { index_routing: 'complete' };
/** The mark, as an alias in a request. */
function markerAlias(alias, isComplete = false) {
    return { [alias]: { is_hidden: true, search_routing: '1', ...(isComplete ? COMPLETE : {}) } };
}
/**
 * Finds the mark by all that the action gives it: the very name that it makes of this index and a run, hidden, a beat
 * for its search routing, whether it is complete for its index routing, and nothing else. A marked index is removed, and an alias of a user's own must never be one.
 * @param aliases of the index, as OpenSearch gives them
 */
function markerAmong(index, aliases) {
    for (const [alias, options] of Object.entries(aliases)) {
        const run = runIn(alias);
        if (run === '' || alias !== markerName(index, { id: run }))
            continue;
        const { is_hidden, search_routing, index_routing, ...others } = (options ?? {});
        if (is_hidden !== true || typeof search_routing !== 'string' || !/^\d+$/.test(search_routing))
            continue;
        if (Object.keys(others).length > 0)
            continue;
        const isComplete = index_routing === COMPLETE.index_routing;
        if (isComplete || index_routing === undefined)
            return { alias, run, beat: search_routing, isComplete };
    }
    return undefined;
}
/** @returns whether the run that set the marker is surely over: an earlier attempt of this very workflow run. */
function isEarlierAttempt(marker, run) {
    const [workflowRun, attempt] = marker.run.split('.');
    return run.workflowRun !== undefined && workflowRun === run.workflowRun && Number(attempt) < run.attempt;
}
/**
 * Watches markers until one beats or none did for long enough.
 * @param read reads the markers anew, by index
 * @returns the indexes whose run is alive
 */
async function watchMarkers(before, read) {
    const alive = new Set();
    const deadline = Date.now() + WATCH_MS;
    while (Date.now() < deadline && alive.size < before.size) {
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(1000);
        const now = await read();
        for (const [index, marker] of before) {
            const current = now.get(index);
            // Gone: that run has just finished, or removed its work; either way it was alive.
            if (current?.alias !== marker.alias || current.beat !== marker.beat)
                alive.add(index);
        }
    }
    return alive;
}
/** Keeps the markers of this run beating. */
class Heart {
    cluster;
    markers = new Map();
    beats = 1;
    timer;
    beating = Promise.resolve();
    constructor(cluster) {
        this.cluster = cluster;
    }
    /**
     * Begins to beat for an index that has been created with `alias`. Not before: a beat would put the mark on whatever
     * has that name.
     */
    begin(index, alias, isComplete = false) {
        this.set(index, { alias, isComplete });
    }
    /** Begins to beat for a data stream that has the mark of a run. */
    beginDataStream(name, run) {
        this.set(name, { run });
    }
    set(name, mark) {
        this.markers.set(name, mark);
        this.timer ??= setInterval(() => this.beat(), BEAT_MS).unref();
    }
    /** Takes an index out of the beat. A beat under way is waited for, so that it cannot set the marker again. */
    async end(index) {
        this.markers.delete(index);
        if (this.markers.size === 0) {
            clearInterval(this.timer);
            this.timer = undefined;
        }
        await this.beating;
    }
    /** Takes the marker off: from now on the index is finished. */
    async takeOff(index) {
        const mark = this.markers.get(index);
        await this.end(index);
        if (!mark)
            return;
        if ('run' in mark)
            return await (0,_data_streams_js__WEBPACK_IMPORTED_MODULE_2__/* .unmarkDataStream */ .f_)(this.cluster, index);
        const { alias } = mark;
        try {
            await this.cluster.client.indices.updateAliases({
                body: { actions: [{ remove: { index, alias, must_exist: true } }] },
            });
        }
        catch (error) {
            throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .clusterError */ .Fs)(error, `the mark of an unfinished restore could not be taken off index ${index}`);
        }
    }
    beat() {
        this.beats++;
        // Where the cluster is busy the next beat will do.
        const beats = [...this.markers].map(([index, marker]) => this.put(index, marker).catch(() => { }));
        this.beating = Promise.all([this.beating, ...beats]);
    }
    async put(index, mark) {
        if ('run' in mark)
            return await (0,_data_streams_js__WEBPACK_IMPORTED_MODULE_2__/* .markDataStream */ .wt)(this.cluster, index, mark.run, this.beats);
        const { alias, isComplete } = mark;
        const beat = { is_hidden: true, search_routing: String(this.beats), ...(isComplete ? COMPLETE : {}) };
        const add = { index, alias, ...beat };
        await this.cluster.client.indices.updateAliases({ body: { actions: [{ add }] } });
    }
}
//# sourceMappingURL=markers.js.map

/***/ }),

/***/ 3065:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C5: () => (/* binding */ memberOf),
/* harmony export */   Fo: () => (/* binding */ WITHOUT_SOURCE),
/* harmony export */   L3: () => (/* binding */ toldDocument)
/* harmony export */ });
/* harmony import */ var _json_ranges_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8238);

const WITHOUT_SOURCE = 'stored without its _source, which cannot be compared';
/** @param start offset of the document's object in an answer to a search or a lookup */
function toldDocument(text, start) {
    const told = { id: '', source: '', routing: undefined, isFound: false, error: undefined };
    for (const { key, start: from, end } of (0,_json_ranges_js__WEBPACK_IMPORTED_MODULE_0__/* .members */ .ol)(text, start)) {
        const value = () => JSON.parse(text.slice(from, end));
        if (key === '_source')
            told.source = text.slice(from, end);
        else if (key === '_id')
            told.id = value();
        else if (key === '_routing')
            told.routing = String(value());
        else if (key === 'found')
            told.isFound = value();
        else if (key === 'error')
            told.error = value();
    }
    return told;
}
/** @throws Error where the answer has no such member */
function memberOf(text, at, name) {
    const found = [...(0,_json_ranges_js__WEBPACK_IMPORTED_MODULE_0__/* .members */ .ol)(text, at)].find(({ key }) => key === name);
    if (!found)
        throw new Error(`the answer has no ${name}`);
    return found;
}
//# sourceMappingURL=stored-document.js.map

/***/ }),

/***/ 493:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fZ: () => (/* binding */ stepDeed),
/* harmony export */   gS: () => (/* binding */ putClusterStep),
/* harmony export */   sm: () => (/* binding */ STEP_HINTS)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2835);

const PATHS = {
    template: '_template',
    component_template: '_component_template',
    index_template: '_index_template',
    policy: '_plugins/_ism/policies',
    script: '_scripts',
};
/** What to do about one that is refused. */
const STEP_HINTS = {
    template: 'Change the template in the dump for this cluster, or leave `template` out of `types`.',
    component_template: 'Change it in the dump for this cluster, or leave `component_template` out of `types`.',
    index_template: 'Restore what it is composed of as well (`component_template`), take out of `composed_of` in the dump what is left out as Elasticsearch’s own, or leave `index_template` out of `types`.',
    policy: 'Install the index management plugin in the cluster, or leave `policy` out of `types`.',
    script: 'Change the script in the dump for this cluster, or leave `script` out of `types`.',
};
/** @returns the request that puts it */
function stepDeed(type, name, body) {
    return { method: 'PUT', path: `/${PATHS[type]}/${encodeURIComponent(name)}`, body };
}
/** @throws RestoreError with the cluster's reason */
async function putClusterStep(cluster, type, name, body) {
    try {
        const deed = stepDeed(type, name, body);
        const put = cluster.client.transport.request({ ...deed });
        await (type === 'policy' ? put.catch((error) => putOver(cluster, deed, error)) : put);
    }
    catch (error) {
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .clusterError */ .Fs)(error, `the ${type} ${name} is refused`, STEP_HINTS[type]);
    }
}
/** A policy that is there is put only by who says which version of it he has seen. */
async function putOver({ client }, deed, error) {
    if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .statusOf */ .c2)(error) !== 409)
        throw error;
    const { body } = await client.transport.request({ method: 'GET', path: deed.path });
    const { _seq_no: if_seq_no, _primary_term: if_primary_term } = body;
    await client.transport.request({ ...deed, querystring: { if_seq_no, if_primary_term } });
}
//# sourceMappingURL=templates.js.map

/***/ }),

/***/ 6913:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ withoutByteOrderMark)
/* harmony export */ });
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
/** @param start the first bytes of a file's content @returns them without a byte order mark, which some editors write */
function withoutByteOrderMark(start) {
    return start.subarray(0, BOM.length).equals(BOM) ? start.subarray(BOM.length) : start;
}
//# sourceMappingURL=byte-order-mark.js.map

/***/ }),

/***/ 3265:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  k: () => (/* binding */ discover)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/dump/data-streams.js
var data_streams = __webpack_require__(6344);
;// CONCATENATED MODULE: ./lib/dump/group-files.js

/** @returns the indexes of a dump by name, each with a fault where its files are no whole */
function group(found) {
    found.sort((a, b) => (a.split ?? 0) - (b.split ?? 0) || (a.file.name < b.file.name ? -1 : 1));
    const indices = [...grouped(found, ({ index }) => index)].map(([name, all]) => {
        const isDataStream = all.some(({ stream }) => stream === name);
        const index = { name, files: {}, ...(isDataStream && { isDataStream }) };
        for (const [type, parts] of grouped(all, (part) => part.type)) {
            index.files[type] = parts.map(({ file }) => file);
            checkParts(index, type, parts);
        }
        return index;
    });
    return indices.sort((a, b) => (a.name < b.name ? -1 : 1));
}
/** Map.groupBy, which Node 20 does not have. */
function grouped(all, keyOf) {
    const groups = new Map();
    for (const one of all) {
        const group = groups.get(keyOf(one));
        if (group)
            group.push(one);
        else
            groups.set(keyOf(one), [one]);
    }
    return groups;
}
/** Split files are numbered from 0; a gap is a lost file, and two files of one number are one too many. */
function checkParts(index, type, parts) {
    const files = parts.map(({ file }) => file);
    const splits = parts.map(({ split }) => split);
    const names = files.map(({ name }) => name).join(', ');
    const unread = files.find(({ fault }) => fault);
    if (unread?.fault)
        index.fault ??= unread.fault;
    // elasticdump begins a split file only for a document, and gzip of nothing has 20 bytes.
    const lost = files.find(({ name, bytes }) => bytes === 0 && (splits[0] !== undefined || /\.gz$/i.test(name)));
    if (lost) {
        index.fault ??= new errors/* RestoreError */.DZ('DUMP_UNREADABLE', `${lost.name}: it has no bytes at all: what it held of the ${type} of index ${index.name} is lost`, { hint: 'The file was cut while it was written or copied. Copy it again, or take the dump again.' });
    }
    if (splits.length === 1 && splits[0] === undefined)
        return;
    if (splits.includes(undefined) || new Set(splits).size < splits.length) {
        index.fault ??= new errors/* RestoreError */.DZ('DUMP_AMBIGUOUS', `several files hold the ${type} of index ${index.name}: ${names}`, {
            hint: 'Keep the one that is meant, and move the others out of the dump.',
        });
    }
    else if (splits.some((split, i) => split !== i)) {
        const missing = splits.findIndex((split, i) => split !== i);
        index.fault ??= new errors/* RestoreError */.DZ('DUMP_UNREADABLE', `split file ${missing} of the ${type} of index ${index.name} is missing; there are ${names}`, { hint: 'The dump is not whole. Copy the missing file, or take the dump again.' });
    }
}
//# sourceMappingURL=group-files.js.map
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./lib/dump/list.js



/**
 * Lists what a dump's folder holds, or the one file that is the dump. What the user names may be a link; within the
 * folder one leads no further than the folder, whoever made the dump. Nothing is opened: of a pipe nobody may write to,
 * and a device may have no end.
 * @param within what the name of everything in the folder begins with
 * @throws RestoreError DUMP_UNREADABLE where there is nothing that can be looked at
 */
async function list(path, within = '') {
    try {
        const info = await (0,promises_.stat)(path);
        if (!info.isDirectory())
            return { files: [fileOf(path, (0,external_node_path_.basename)(path), info)], folders: [] };
        const root = await (0,promises_.realpath)(path);
        const listing = { files: [], folders: [] };
        for (const name of (await (0,promises_.readdir)(path)).sort()) {
            const found = await look(root, name);
            if (found)
                listing.files.push({ ...found, name: `${within}${name}` });
            else
                listing.folders.push(`${within}${name}`);
        }
        return listing;
    }
    catch (cause) {
        throw new errors/* RestoreError */.DZ('DUMP_UNREADABLE', `${path} cannot be read: ${(0,errors/* messageOf */.bD)(cause)}`, { cause });
    }
}
/** @returns undefined for a folder */
async function look(root, name) {
    const path = (0,external_node_path_.join)(root, name);
    try {
        const own = await (0,promises_.lstat)(path);
        if (!own.isSymbolicLink())
            return own.isDirectory() ? undefined : fileOf(path, name, own);
        const target = await (0,promises_.realpath)(path);
        const info = await (0,promises_.stat)(target);
        // Not by the link again: it could be made to lead elsewhere until the file is read.
        if (isWithin(root, target))
            return info.isDirectory() ? undefined : fileOf(target, name, info);
        return faulty(path, name, `it is a link that leads out of the dump, to ${target}`);
    }
    catch (cause) {
        // A link to nowhere or in a circle, or a name that is not UTF-8.
        return faulty(path, name, (0,errors/* messageOf */.bD)(cause));
    }
}
function fileOf(path, name, info) {
    if (info.isFile())
        return { path, name, bytes: info.size };
    return faulty(path, name, 'it is no file, but a pipe, a socket or a device');
}
function faulty(path, name, why) {
    const hint = 'Put the file itself into the dump, or take this name out of it.';
    const fault = new errors/* RestoreError */.DZ('DUMP_UNREADABLE', `${name} is not read: ${why}`, { hint });
    return { path, name, bytes: 0, fault };
}
function isWithin(folder, path) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}
//# sourceMappingURL=list.js.map
// EXTERNAL MODULE: ./lib/dump/names.js
var dump_names = __webpack_require__(8338);
// EXTERNAL MODULE: ./lib/json/objects.js
var objects = __webpack_require__(7486);
// EXTERNAL MODULE: ./lib/dump/open.js
var dump_open = __webpack_require__(5292);
;// CONCATENATED MODULE: ./lib/dump/one-value.js


/** What is larger is taken for documents: nothing but a look at the whole would tell. */
const MOST_BYTES = 16 * 1024 * 1024;
/** @returns whether a file is one JSON value, and not the answer of a cluster that failed, which stands where documents should */
async function isOneValue(file) {
    const chunks = [];
    let bytes = 0;
    try {
        for await (const chunk of (0,dump_open/* readBytes */.i)(file)) {
            bytes += chunk.length;
            if (bytes > MOST_BYTES)
                return false;
            chunks.push(chunk);
        }
        const value = JSON.parse(Buffer.concat(chunks)
            .toString('utf8')
            .replace(/^\uFEFF/, ''));
        return !((0,objects/* isObject */.G)(value) && Object.hasOwn(value, 'error') && Object.hasOwn(value, 'status'));
    }
    catch {
        return false;
    }
}
//# sourceMappingURL=one-value.js.map
// EXTERNAL MODULE: ./lib/json/ranges.js
var ranges = __webpack_require__(8238);
;// CONCATENATED MODULE: ./lib/dump/peek.js


const UNFINISHED_MEMBER = /^\s*,?\s*("(?:[^"\\]|\\.)*")\s*:/;
/** Looks at the first piece of a file. Objects with `_source`, or with `_id` and `_index`, are documents. */
async function peek(file) {
    let text = '';
    try {
        for await (const chunk of (0,dump_open/* readBytes */.i)(file)) {
            text = chunk
                .toString('utf8')
                .replace(/^\uFEFF/, '')
                .trimStart();
            if (text !== '')
                break;
        }
    }
    catch {
        return { kind: 'damaged', index: undefined, text: '' };
    }
    if (text === '')
        return { kind: 'empty', index: undefined, text };
    if (text.startsWith('"'))
        return { kind: 'metadata', index: undefined, text };
    if (!text.startsWith('{'))
        return { kind: 'damaged', index: undefined, text };
    return { ...lookAtObject(text), text };
}
function lookAtObject(text) {
    const keys = new Set();
    let index;
    let kind = 'metadata';
    let seen = 1;
    try {
        for (const member of (0,ranges/* members */.ol)(text, 0)) {
            keys.add(member.key);
            if (member.key === '_index')
                index = String(JSON.parse(text.slice(member.start, member.end)));
            seen = member.end;
        }
    }
    catch {
        // The piece ends inside a value, or what follows is no JSON: the keys so far tell.
        const unfinished = UNFINISHED_MEMBER.exec(text.slice(seen))?.[1];
        if (unfinished)
            keys.add(JSON.parse(unfinished));
        else
            kind = 'damaged';
    }
    if (keys.has('_source') || (keys.has('_id') && keys.has('_index')))
        kind = 'data';
    return { kind, index };
}
//# sourceMappingURL=peek.js.map
;// CONCATENATED MODULE: ./lib/dump/sub-folders.js




/** A look is enough: a hint is not worth more. */
const FOLDERS = 20;
const FILES = 200;
const SHOWN = 3;
/**
 * Looks for a dump one level further down, where none is.
 * @param path of a folder
 * @param folders in it, by name
 * @returns what to give instead, in words; undefined where there is no data file either
 */
async function hintAtSubFolder(path, folders) {
    const found = [];
    for (const folder of folders.slice(0, FOLDERS)) {
        const count = await countData((0,external_node_path_.join)(path, folder));
        if (count > 0)
            found.push({ folder, count });
    }
    const [most] = found.sort((a, b) => b.count - a.count);
    if (!most)
        return undefined;
    const told = found
        .slice(0, SHOWN)
        .map(({ folder, count }) => `\`${folder}/\` has ${count === 1 ? '1 data file' : `${count} data files`}`);
    return `${told.join(', ')}: set \`dump: …/${(0,external_node_path_.basename)(path)}/${most.folder}\`${found.length > 1 ? ', or another of them' : ''}.`;
}
async function countData(path) {
    try {
        const { files } = await list(path);
        const named = files.filter(({ name }) => (0,dump_names/* readName */.M)(name)).slice(0, FILES);
        const kinds = await Promise.all(named.map(async (file) => (await peek(file)).kind));
        return kinds.filter((kind) => kind === 'data').length;
    }
    catch {
        return 0;
    }
}
//# sourceMappingURL=sub-folders.js.map
// EXTERNAL MODULE: ./lib/dump/metadata-file.js + 1 modules
var metadata_file = __webpack_require__(2676);
;// CONCATENATED MODULE: ./lib/dump/template-form.js


/** Members that composable templates alone have, besides a `template` that is an object: of old it was a pattern. */
const COMPOSABLE = ['composed_of', 'data_stream', 'priority'];
/** Members that legacy templates alone have at their top level. */
const LEGACY = ['settings', 'mappings', 'aliases', 'order'];
const LISTS = ['index_templates', 'component_templates'];
/** A file that is named as legacy ones are is read whole only where one of these is in sight. */
const COMPOSABLE_WORD = new RegExp(`"(?:${[...COMPOSABLE, ...LISTS, 'template'].join('|')})\\\\*"\\s*:`);
/**
 * Tells legacy and composable templates apart by what the file holds: `x.index_template.json` may be the index templates
 * of `x` or legacy ones of `x.index`, and people put composable ones into `x.template.json` too.
 * @param typed the readings of its name, the longest type first
 * @returns the reading, with a note where only the name told, or told otherwise; undefined where it is no file of templates by its name
 */
async function templateReading(file, typed, { text }) {
    const [byName] = typed;
    const legacy = typed.find(({ type }) => type === 'template');
    if (!byName || !legacy)
        return undefined;
    if (byName === legacy && !COMPOSABLE_WORD.test(text))
        return { reading: legacy };
    const form = formOf(await (0,metadata_file/* readObject */.Ag)(file).catch(() => ({})));
    if (form === 'legacy')
        return { reading: legacy };
    if (form === 'composable' && byName === legacy) {
        const note = `${file.name} holds composable templates: it is taken for \`index_template\`, not for \`template\`.`;
        return { reading: { ...legacy, type: 'index_template' }, note };
    }
    if (form === 'composable')
        return { reading: byName };
    if (form === 'none' || byName === legacy)
        return { reading: byName };
    const note = `${file.name} has nothing that only legacy templates or only composable ones have: by its name it is taken for \`${byName.type}\`. Where it holds a legacy template, name it ${byName.index}.template.json.`;
    return { reading: byName, note };
}
/** @returns what the templates of a file are; `none` where it has none */
function formOf(content) {
    if (LISTS.some((list) => Array.isArray(content[list])))
        return 'composable';
    const entries = Object.values(content).filter(objects/* isObject */.G);
    const has = (names) => entries.some((entry) => names.some((name) => Object.hasOwn(entry, name)));
    if (has(COMPOSABLE) || entries.some(({ template }) => (0,objects/* isObject */.G)(template)))
        return 'composable';
    if (has(LEGACY) || entries.some(({ template }) => template !== undefined))
        return 'legacy';
    return entries.length > 0 ? 'either' : 'none';
}
//# sourceMappingURL=template-form.js.map
;// CONCATENATED MODULE: ./lib/dump/discover.js










/** How such a file begins. */
const APPLE_DOUBLE = '\x00\x05\x16\x07';
/**
 * Finds out what a dump holds, by file names and, where those can be read in two ways, by content.
 * @param path a dump directory, or one dump file
 * @throws RestoreError DUMP_UNREADABLE, DUMP_EMPTY; DUMP_METADATA_INVALID where two files claim the same part
 */
async function discover(path, origin = { path, within: '' }) {
    const { files, folders } = await list(path, origin.within);
    const found = [];
    const ignored = folders.map((name) => `${name}/`);
    const unsettled = [];
    const present = new Set(files.map(({ name }) => name));
    const notes = [];
    for (const file of files) {
        const names = (0,dump_names/* readName */.M)((0,external_node_path_.basename)(file.name));
        if (!names) {
            ignored.push(file.name);
            continue;
        }
        const seen = { file, names, shown: await peek(file) };
        if (isAppleDouble(seen, present)) {
            ignored.push(file.name);
            continue;
        }
        const template = seen.shown.kind === 'metadata' ? await templateReading(file, names.typed, seen.shown) : undefined;
        if (template?.note !== undefined)
            notes.push(template.note);
        const reading = template?.reading ?? settle(seen);
        if (reading)
            found.push({ ...reading, file, split: names.split, stream: streamOf(seen) });
        else
            unsettled.push(seen);
    }
    // What a file does not tell itself, the metadata beside it does.
    const known = new Set(found.filter(({ type }) => type !== 'data').map(({ index }) => index));
    const stems = new Set(files.map(({ name }) => (0,dump_names/* readName */.M)((0,external_node_path_.basename)(name))?.stem.replace(/[._]data$/, '-data')));
    const named = new Set(found.map(({ index }) => index));
    for (const seen of unsettled) {
        if (await isOther(seen, known)) {
            ignored.push(seen.file.name);
            continue;
        }
        const reading = seen.shown.kind === 'data' ? settleData(seen, known, stems) : settleByName(seen, named);
        found.push({ ...reading, file: seen.file, split: seen.names.split, stream: streamOf(seen) });
        named.add(reading.index);
    }
    if (found.length === 0) {
        // All folders of an archive are looked at anyway.
        const below = path === origin.path ? await hintAtSubFolder(path, folders) : undefined;
        throw new errors/* RestoreError */.DZ('DUMP_EMPTY', `${origin.path} holds no dump: ${describeContent(files, folders)}`, {
            hint: below ??
                'Give `dump` the directory that elasticdump or multielasticdump wrote to, or one of its files.',
        });
    }
    const indices = (0,data_streams/* joinBackings */.zm)(group(found));
    return { path: origin.path, indices, ignored, ...(notes.length > 0 && { notes }) };
}
function streamOf({ shown }) {
    return (0,data_streams/* backingOf */.Nr)(shown.index ?? '')?.stream;
}
/** macOS puts `._orders.json` beside `orders.json`, with what its own file system knows of that. */
function isAppleDouble({ file: { name }, shown: { kind, text } }, present) {
    const own = (0,external_node_path_.basename)(name);
    if (!own.startsWith('._') || kind !== 'damaged')
        return false;
    return text.startsWith(APPLE_DOUBLE) || present.has(name.slice(0, -own.length) + own.slice(2));
}
/** Some other JSON that lies there. What may be documents, of which the first is damaged, is theirs, and fails. */
async function isOther({ file, names: { stem, split }, shown }, known) {
    return shown.kind === 'metadata' && split === undefined && !known.has(stem) && (await isOneValue(file));
}
/** Chooses among the readings of a name by what the file holds, if that tells. */
function settle({ names: { stem, typed }, shown }) {
    const { kind } = shown;
    const index = streamOf({ shown }) ?? shown.index;
    const asData = typed.find(({ type }) => type === 'data');
    if (kind === 'metadata') {
        return typed.find(({ type }) => type !== 'data') ?? asData;
    }
    if (kind !== 'data')
        return undefined;
    if (!asData || index === stem)
        return { index: stem, type: 'data' };
    return index === asData.index ? asData : undefined;
}
/**
 * `log-data.json` whose documents were dumped through an alias, so that they name neither `log` nor `log-data`: it is
 * of `log-data` where that has metadata and no other data.
 */
function settleData({ names: { stem, typed } }, known, stems) {
    const asData = typed.find(({ type }) => type === 'data');
    if (!asData || (known.has(stem) && !stems.has(`${stem}-data`)))
        return { index: stem, type: 'data' };
    return asData;
}
/**
 * An empty or damaged file does not tell. `my-index.json` is the data of `my-index` where other files are of that
 * index, else the definition of `my`.
 */
function settleByName({ names: { stem, typed } }, named) {
    const bare = { index: stem, type: 'data' };
    if (named.has(stem))
        return bare;
    return typed.find(({ type }) => type !== 'data') ?? typed[0] ?? bare;
}
function describeContent(files, folders) {
    if (files.length + folders.length === 0)
        return 'it is empty';
    const names = [...files.map(({ name }) => name), ...folders.map((name) => `${name}/`)];
    const shown = names.slice(0, 10).join(', ');
    return `it has ${names.length > 10 ? `${shown} and ${names.length - 10} more` : shown}`;
}
//# sourceMappingURL=discover.js.map

/***/ }),

/***/ 7439:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C0: () => (/* binding */ isIdLength),
/* harmony export */   Iz: () => (/* binding */ halfPair),
/* harmony export */   XK: () => (/* binding */ oddId),
/* harmony export */   iV: () => (/* binding */ withoutSource),
/* harmony export */   qM: () => (/* binding */ damaged)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/** OpenSearch refuses longer ids, and the whole request with them. */
const MAX_ID_BYTES = 512;
/** @param place file and line, for people */
function damaged(place, what) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('DUMP_DOCUMENT_INVALID', `${place}: ${what}`, {
        hint: 'The data file is damaged or was cut while it was written or copied. Take the dump again, or copy it again.',
    });
}
/** @returns the fault of a document that cannot be restored as it has no source */
function withoutSource(place) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('DUMP_DOCUMENT_INVALID', `${place}: a document without an object in _source`, {
        hint: 'Dump the index with its _source; documents cannot be restored without it.',
    });
}
/** @returns the fault of a document whose id or routing is no text that the cluster could keep */
function halfPair(place, what) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('DUMP_DOCUMENT_INVALID', `${place}: half of a surrogate pair in the ${what}`, {
        hint: 'The cluster would put another character in its place, the same for all of them. Change it in the dump, or leave the document out.',
    });
}
/** @returns whether OpenSearch takes an id of this length */
function isIdLength(bytes) {
    return bytes > 0 && bytes <= MAX_ID_BYTES;
}
/** @returns the fault of a document whose id OpenSearch refuses for its length */
function oddId(place, bytes) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('DUMP_DOCUMENT_INVALID', `${place}: an id of ${bytes} bytes; OpenSearch takes 1 to ${MAX_ID_BYTES}`, { hint: 'Give the document another id in the dump, or leave it out.' });
}
//# sourceMappingURL=document-faults.js.map

/***/ }),

/***/ 2884:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ readDocuments)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573);
/* harmony import */ var _byte_order_mark_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6913);
/* harmony import */ var _document_faults_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7439);
/* harmony import */ var _open_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5292);
/* harmony import */ var _transform_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(510);





const MIB = 1024 * 1024;
/** More than a cluster takes: `http.max_content_length` is 100 MB unless raised, and a string of V8 ends at 512 MB. */
const MAX_OBJECT_BYTES = 256 * MIB;
const NEWLINE = 0x0a;
/**
 * Reads a data file: one JSON object a line, or objects spread over many lines. Gives a batch of documents for
 * every piece of the file, so that reading costs no more memory than a piece and the largest document.
 * @throws RestoreError DUMP_DOCUMENT_INVALID with file and line where something is no JSON object, or the file is cut;
 * DUMP_UNREADABLE as readBytes does
 */
async function* readDocuments(file) {
    const reader = new DocumentReader(file);
    let rest = [];
    let restBytes = 0;
    for await (const chunk of (0,_open_js__WEBPACK_IMPORTED_MODULE_1__/* .readBytes */ .i)(file)) {
        const end = chunk.lastIndexOf(NEWLINE);
        if (end < 0) {
            rest.push(chunk);
            restBytes += chunk.length;
            if (restBytes > MAX_OBJECT_BYTES)
                throw reader.tooLong();
            continue;
        }
        rest.push(chunk.subarray(0, end + 1));
        const lines = rest.length === 1 ? rest[0] : Buffer.concat(rest);
        rest = [chunk.subarray(end + 1)];
        restBytes = chunk.length - end - 1;
        yield reader.read(lines);
    }
    yield reader.read(Buffer.concat(rest));
    reader.end();
}
class DocumentReader {
    file;
    line = 0;
    /** Lines of an object that did not end on its first line. */
    pending = [];
    pendingBytes = 0;
    pendingLine = 0;
    depth = new DepthScanner();
    constructor(file) {
        this.file = file;
    }
    /** @param lines whole lines, but for the file's last */
    read(lines) {
        const documents = [];
        let at = this.line === 0 ? lines.length - (0,_byte_order_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutByteOrderMark */ .Y)(lines).length : 0;
        while (at < lines.length) {
            const newline = lines.indexOf(NEWLINE, at);
            const end = newline < 0 ? lines.length : newline + 1;
            this.line++;
            this.readLine(lines.subarray(at, end), documents);
            at = end;
        }
        return documents;
    }
    end() {
        if (this.pending.length > 0)
            throw this.unfinished('the file ends in the middle of this document');
    }
    tooLong() {
        return this.fault(this.line + 1, `a line of more than ${MAX_OBJECT_BYTES / MIB} MiB`);
    }
    readLine(line, documents) {
        if (!(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(line))
            throw this.notUtf8(line);
        const text = trimmed(line);
        if (this.pending.length === 0) {
            if (text === '')
                return;
            const value = parseObject(text);
            if (value) {
                this.add(documents, { file: this.file, line: this.line, text, bytes: line.length, value });
                return;
            }
        }
        else if (looksLikeDocument(text)) {
            throw this.unfinished(`the document does not end before line ${this.line}, where the next begins`);
        }
        this.readParts(line, documents);
    }
    notUtf8(line) {
        const whole = withoutCutCharacter(line);
        if (whole) {
            this.readLine(whole, []);
            // The document was cut, and its last character with it.
            this.end();
        }
        return this.fault(this.line, 'bytes that are not UTF-8');
    }
    /** An object over many lines, or several on one line. */
    readParts(line, documents) {
        let start = 0;
        for (const end of this.depth.ends(line)) {
            const part = line.subarray(start, end);
            const first = this.pending.length === 0 ? this.line : this.pendingLine;
            this.add(documents, this.parsePart(Buffer.concat([...this.pending, part]), first));
            this.pending = [];
            this.pendingBytes = 0;
            start = end;
        }
        const rest = line.subarray(start);
        if (this.pending.length === 0) {
            const begun = trimmed(rest);
            if (begun === '')
                return;
            if (!begun.startsWith('{'))
                throw this.fault(this.line, `not a JSON object: ${excerpt(begun)}`);
            this.pendingLine = this.line;
        }
        this.pending.push(rest);
        this.pendingBytes += rest.length;
        if (this.pendingBytes > MAX_OBJECT_BYTES) {
            throw this.unfinished(`the document does not end within ${MAX_OBJECT_BYTES / MIB} MiB`);
        }
    }
    /** Adds a document as it is to be restored, or none where it is to be left out. */
    add(documents, document) {
        const { file, line, text, value } = document;
        const given = file.transform
            ? (0,_transform_js__WEBPACK_IMPORTED_MODULE_3__/* .transformed */ .G)(file.transform, `${file.name}, line ${line}`, text, value)
            : text;
        if (given === text)
            documents.push(document);
        else if (given !== null) {
            documents.push({ file, line, text: given, bytes: Buffer.byteLength(given), value: JSON.parse(given) });
        }
    }
    parsePart(part, line) {
        const text = trimmed(part);
        const value = parseObject(text);
        if (!value)
            throw this.fault(line, reasonOf(text));
        return { file: this.file, line, text, bytes: part.length, value };
    }
    /** The first line of what is pending tells best what is wrong: in a file of one document a line it is the cut one. */
    unfinished(why) {
        const begun = trimmed(Buffer.concat(this.pending).subarray(0, 4096));
        return this.fault(this.pendingLine, `${why}: ${excerpt(begun)}`);
    }
    fault(line, what) {
        return (0,_document_faults_js__WEBPACK_IMPORTED_MODULE_4__/* .damaged */ .qM)(`${this.file.name}, line ${line}`, what);
    }
}
/** Follows brackets and strings through JSON text that arrives in pieces. */
class DepthScanner {
    depth = 0;
    inString = false;
    escaped = false;
    /** @returns offsets just after each bracket that ends an outermost value */
    ends(piece) {
        const ends = [];
        for (let i = 0; i < piece.length; i++) {
            const c = piece[i];
            if (this.inString) {
                if (this.escaped)
                    this.escaped = false;
                else if (c === 0x5c)
                    this.escaped = true;
                else if (c === 0x22)
                    this.inString = false;
            }
            else if (c === 0x22)
                this.inString = true;
            else if (c === 0x7b || c === 0x5b)
                this.depth++;
            else if (c === 0x7d || c === 0x5d) {
                this.depth--;
                if (this.depth <= 0) {
                    this.depth = 0;
                    ends.push(i + 1);
                }
            }
        }
        return ends;
    }
}
/** @returns what comes before the part of a character that it ends with; undefined where it is not UTF-8 for another reason */
function withoutCutCharacter(bytes) {
    for (const missing of [1, 2, 3]) {
        const start = bytes.length - missing;
        const [first = 0] = bytes.subarray(start);
        // How many bytes a character has, its first one tells.
        const isFirst = first >= (missing === 1 ? 0xc2 : missing === 2 ? 0xe0 : 0xf0) && first <= 0xf4;
        const before = bytes.subarray(0, Math.max(start, 0));
        if (isFirst && (0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(before))
            return before;
    }
    return undefined;
}
/** @returns the text without the space around it: JSON's, which is less than what `trim` takes for space */
function trimmed(bytes) {
    let start = 0;
    let end = bytes.length;
    while (start < end && isSpace(bytes[start]))
        start++;
    while (end > start && isSpace(bytes[end - 1]))
        end--;
    return bytes.toString('utf8', start, end);
}
function isSpace(c) {
    return c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
}
function parseObject(text) {
    if (!text.startsWith('{'))
        return undefined;
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** A whole document on one line; within another one there is none, but perhaps an object of some of its fields. */
function looksLikeDocument(text) {
    const value = parseObject(text);
    return value?._source !== undefined && (value._id !== undefined || value._index !== undefined);
}
function reasonOf(text) {
    if (!text.startsWith('{'))
        return `not a JSON object: ${excerpt(text)}`;
    try {
        JSON.parse(text);
        return 'not a JSON object';
    }
    catch (error) {
        return `not JSON: ${excerpt(error.message)}`;
    }
}
function excerpt(text) {
    return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
//# sourceMappingURL=documents.js.map

/***/ }),

/***/ 2158:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CC: () => (/* binding */ routingOf),
/* harmony export */   DB: () => (/* binding */ madeId),
/* harmony export */   YC: () => (/* binding */ hasId),
/* harmony export */   ls: () => (/* binding */ identify)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _json_ranges_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8238);


/**
 * A document's id and routing. Routing is where elasticdump writes it: `_routing`, `routing`, the same below `fields`,
 * else a parent, which Elasticsearch before 6 routed by. A document without an id gets one made from its place in the
 * dump and its content, the same in every run, so that it can be looked up and a second run does not double it.
 * @param ordinal the document's place in the dump, from 0
 */
function identify(document, ordinal) {
    const { value } = document;
    const id = hasId(value) ? idOf(document) : madeId(ordinal, Buffer.from(document.text));
    return { id, routing: routingOf(value) };
}
/** @param object the document's JSON as it stands in the dump */
function madeId(ordinal, object) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', Buffer.concat([Buffer.from(`${ordinal}\n`), object]), 'base64url').slice(0, 22);
}
/** By hand an id may be a number; of two large ones JavaScript may make one. */
function idOf({ value, text }) {
    const isRounded = typeof value._id === 'number' && !Number.isSafeInteger(value._id);
    return isRounded ? ((0,_json_ranges_js__WEBPACK_IMPORTED_MODULE_1__/* .memberText */ .WI)(text, '_id') ?? '') : String(value._id);
}
function hasId(value) {
    return value._id !== undefined && value._id !== null;
}
/** @param value of a document, at least all members that may tell a routing */
function routingOf(value) {
    const fields = (value.fields ?? {});
    const places = [fields._routing, fields.routing, value._routing, value.routing];
    const parents = [fields._parent, fields.parent, value._parent, value.parent];
    for (const place of [...places, ...parents]) {
        const routing = Array.isArray(place) ? place[0] : place;
        if ((typeof routing === 'string' && routing !== '') || typeof routing === 'number')
            return String(routing);
    }
    return undefined;
}
//# sourceMappingURL=identity.js.map

/***/ }),

/***/ 8338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ readName)
/* harmony export */ });
const SPLIT = /\.split-(\d+)(?=\.|$)/;
const JSON_ENDING = /\.(?:nd)?json$/i;
const GZIP_ENDINGS = /(?:\.gz)+$/i;
const TYPE_SUFFIX = [
    [/[-._]component[-_]templates?$/i, 'component_template'],
    [/[-._]index[-_]templates?$/i, 'index_template'],
    [/[-._]analyzers?$/i, 'analyzer'],
    [/[-._]mappings?$/i, 'mapping'],
    [/[-._]settings?$/i, 'settings'],
    [/[-._]alias(?:es)?$/i, 'alias'],
    [/[-._]templates?$/i, 'template'],
    [/[-._]polic(?:y|ies)$/i, 'policy'],
    [/[-._]scripts?$/i, 'script'],
    [/[-._]data$/i, 'data'],
    [/[-._]index$/i, 'index'],
];
/**
 * Reads a file's name as the documented procedure, multielasticdump and people write them:
 * `<index>-mappings.json`, `<index>.mapping.json`, `<index>_data.json.gz`, `<index>.split-0.json`, `x.json.split-0.gz`.
 * Types and endings may be in capitals; `.ndjson` is what a data file is.
 * @returns undefined where the name is no dump file's
 */
function readName(fileName) {
    const split = SPLIT.exec(fileName);
    const joined = split ? fileName.replace(SPLIT, '') : fileName;
    const unpacked = joined.replace(GZIP_ENDINGS, '');
    const stem = unpacked.replace(JSON_ENDING, '').replace(GZIP_ENDINGS, '');
    const isJson = JSON_ENDING.test(unpacked);
    if ((!isJson && !split) || stem === '')
        return undefined;
    const typed = TYPE_SUFFIX.flatMap(([suffix, type]) => {
        const index = stem.replace(suffix, '');
        return index !== stem && index !== '' ? [{ index, type }] : [];
    });
    return { stem, split: split ? Number(split[1]) : undefined, typed };
}
//# sourceMappingURL=names.js.map

/***/ }),

/***/ 510:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ transformed),
/* harmony export */   H: () => (/* binding */ loadTransform)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3136);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _json_lossless_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1682);
/* harmony import */ var _json_ranges_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8238);
/* harmony import */ var _identity_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2158);






/**
 * Loads a JavaScript module of the workspace, whose default export takes a document and gives it back.
 * @throws RestoreError TRANSFORM_FAILED
 */
async function loadTransform(path) {
    let loaded;
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path);
        loaded = await import(/* webpackIgnore: true */ (0,node_url__WEBPACK_IMPORTED_MODULE_1__.pathToFileURL)(path).href);
    }
    catch (cause) {
        throw failed(`${path} cannot be loaded: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(cause)}`, cause);
    }
    const { default: transform } = loaded;
    if (typeof transform !== 'function')
        throw failed(`${path} has no function for its default export`);
    return (text, value) => apply(transform, text, value);
}
/**
 * @param place file and line of the document, for people
 * @returns as the transform does
 * @throws RestoreError TRANSFORM_FAILED
 */
function transformed(transform, place, text, value) {
    try {
        return transform(text, value);
    }
    catch (error) {
        throw failed(`${place}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, error);
    }
}
function apply(transform, text, value) {
    const given = documentOf(text, value);
    const { id, routing } = given;
    const before = (0,_json_lossless_js__WEBPACK_IMPORTED_MODULE_3__/* .stringifyLossless */ .E3)(given.source);
    const returned = transform(given);
    if (returned === null)
        return null;
    const result = requireDocument(returned);
    const source = (0,_json_lossless_js__WEBPACK_IMPORTED_MODULE_3__/* .stringifyLossless */ .E3)(result.source);
    if (source === before && result.id === id && result.routing === routing)
        return text;
    const meta = {
        ...(result.id === undefined ? {} : { _id: result.id }),
        ...(result.routing === undefined ? {} : { _routing: result.routing }),
    };
    return `${JSON.stringify(meta).slice(0, -1)}${Object.keys(meta).length > 0 ? ',' : ''}"_source":${source}}`;
}
function documentOf(text, value) {
    const routing = (0,_identity_js__WEBPACK_IMPORTED_MODULE_4__/* .routingOf */ .CC)(value);
    return {
        ...((0,_identity_js__WEBPACK_IMPORTED_MODULE_4__/* .hasId */ .YC)(value) ? { id: String(value._id) } : {}),
        ...(routing === undefined ? {} : { routing }),
        source: (0,_json_lossless_js__WEBPACK_IMPORTED_MODULE_3__/* .parseForCode */ .Ag)((0,_json_ranges_js__WEBPACK_IMPORTED_MODULE_5__/* .memberText */ .WI)(text, '_source') ?? 'null'),
    };
}
function requireDocument(returned) {
    const { id, routing, source } = (returned ?? {});
    const isObject = typeof source === 'object' && source !== null && !Array.isArray(source);
    if (!isObject ||
        (id !== undefined && typeof id !== 'string') ||
        (routing !== undefined && typeof routing !== 'string')) {
        const what = returned instanceof Promise ? 'a promise' : typeof returned;
        throw new Error(`the module gave back ${what}, which is no document {id, routing, source}, nor null to leave it out`);
    }
    return returned;
}
function failed(reason, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RestoreError */ .DZ('TRANSFORM_FAILED', `transform: ${reason}`, {
        hint: 'Correct the module: its default export takes {id, routing, source}, and gives it back changed, or null.',
        cause,
    });
}
//# sourceMappingURL=transform.js.map

/***/ }),

/***/ 8238:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WI: () => (/* binding */ memberText),
/* harmony export */   ol: () => (/* binding */ members)
/* harmony export */ });
/* unused harmony export skipValue */
// Finds where values begin and end in JSON text without parsing them, so that they can be handed on as they stand.
const WHITESPACE = /[ \t\r\n]*/y;
const SCALAR = /[^,\]} \t\r\n]+/y;
function skipWhitespace(text, at) {
    WHITESPACE.lastIndex = at;
    WHITESPACE.exec(text);
    return WHITESPACE.lastIndex;
}
function skipString(text, at) {
    let end = at;
    for (;;) {
        end = text.indexOf('"', end + 1);
        if (end < 0)
            throw new SyntaxError(`string at ${at} has no end`);
        let backslashes = 0;
        while (text.charCodeAt(end - 1 - backslashes) === 0x5c)
            backslashes++;
        if (backslashes % 2 === 0)
            return end + 1;
    }
}
/**
 * @param text well-formed JSON
 * @param at offset (UTF-16 units) of the first character of a value
 * @returns the offset just after that value
 * @throws SyntaxError where the text ends inside it
 */
function skipValue(text, at) {
    const first = text.charCodeAt(at);
    if (first === 0x22)
        return skipString(text, at);
    if (first !== 0x7b && first !== 0x5b) {
        SCALAR.lastIndex = at;
        SCALAR.exec(text);
        return SCALAR.lastIndex;
    }
    let depth = 0;
    for (let i = at; i < text.length; i++) {
        const c = text.charCodeAt(i);
        if (c === 0x22)
            i = skipString(text, i) - 1;
        else if (c === 0x7b || c === 0x5b)
            depth++;
        else if ((c === 0x7d || c === 0x5d) && --depth === 0)
            return i + 1;
    }
    throw new SyntaxError(`value at ${at} has no end`);
}
/**
 * @param text well-formed JSON
 * @param at offset of the `{` of an object or the `[` of an array
 * @returns its members in order; elements of an array have the key ''
 */
function* members(text, at) {
    const isObject = text[at] === '{';
    let i = skipWhitespace(text, at + 1);
    while (text[i] !== '}' && text[i] !== ']') {
        let key = '';
        if (isObject) {
            const keyEnd = skipString(text, i);
            key = JSON.parse(text.slice(i, keyEnd));
            i = skipWhitespace(text, skipWhitespace(text, keyEnd) + 1);
        }
        const end = skipValue(text, i);
        yield { key, start: i, end };
        i = skipWhitespace(text, end);
        if (text[i] === ',')
            i = skipWhitespace(text, i + 1);
    }
}
/**
 * @param text well-formed JSON of an object
 * @param key name of a member; of several with that name the last counts, as in JSON.parse
 * @returns the member's text as it stands, or undefined
 */
function memberText(text, key) {
    let found;
    for (const member of members(text, text.indexOf('{'))) {
        if (member.key === key)
            found = text.slice(member.start, member.end);
    }
    return found;
}
//# sourceMappingURL=ranges.js.map

/***/ }),

/***/ 8844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   z3: () => (/* binding */ formatBytes)
/* harmony export */ });
const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB'];
/** @returns a count with thousands separators, `–` for one that is not known. */
function formatCount(count) {
    return count === null ? '–' : grouped(count);
}
/** @returns a count and what is counted: `1 index`, `1,234 indexes`. */
function counted(count, one, many = `${one}s`) {
    return `${formatCount(count)} ${count === 1 ? one : many}`;
}
/** @returns bytes in decimal units: `512 B`, `12.3 MB`. */
function formatBytes(bytes) {
    if (bytes < 1000)
        return `${Math.round(bytes)} B`;
    let amount = bytes;
    let unit = '';
    for (const next of BYTE_UNITS) {
        amount /= 1000;
        unit = next;
        // Not 1000: what rounds up to "1000.0" reads better in the next unit.
        if (amount < 999.95)
            break;
    }
    return `${amount.toFixed(1)} ${unit}`;
}
/** @returns milliseconds for people: `340 ms`, `12.3 s`, `4 min 05 s`, `2 h 03 min`. */
function formatDuration(ms) {
    if (Math.round(ms) < 1000)
        return `${Math.round(ms)} ms`;
    if (Math.round(ms / 100) < 600)
        return `${(Math.round(ms / 100) / 10).toFixed(1)} s`;
    const seconds = Math.round(ms / 1000);
    if (seconds < 3600)
        return `${Math.floor(seconds / 60)} min ${twoDigits(seconds % 60)} s`;
    const minutes = Math.round(seconds / 60);
    return `${grouped(Math.floor(minutes / 60))} h ${twoDigits(minutes % 60)} min`;
}
/** Not Intl's: making one of its formats takes 10 ms of every start. */
function grouped(count) {
    return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
function twoDigits(value) {
    return String(value).padStart(2, '0');
}
//# sourceMappingURL=numbers.js.map

/***/ }),

/***/ 5229:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ compareAliases)
/* harmony export */ });
/* harmony import */ var _json_lossless_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1682);
/* harmony import */ var _settings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7120);


/**
 * Compares the aliases of an index, each whole: an alias that the dump has without a filter may have none in the cluster.
 * @param expected alias bodies by name, as the API takes them
 * @param actual as the API gives them back
 * @param made those that a new index had from its templates: what came later is a difference; undefined: it is listed
 */
function compareAliases(expected, actual, made) {
    const differences = [];
    for (const [name, alias] of Object.entries(expected)) {
        if (!Object.hasOwn(actual, name))
            differences.push((0,_settings_js__WEBPACK_IMPORTED_MODULE_0__/* .difference */ .iv)(name, alias, undefined));
        else
            differences.push(...compareAlias(name, normal(alias), normal(actual[name])));
    }
    const extra = Object.keys(actual).filter((name) => !Object.hasOwn(expected, name));
    const late = made ? extra.filter((name) => !Object.hasOwn(made, name)) : [];
    differences.push(...late.map((name) => (0,_settings_js__WEBPACK_IMPORTED_MODULE_0__/* .difference */ .iv)(name, undefined, actual[name])));
    const count = Object.keys(expected).length;
    return (0,_settings_js__WEBPACK_IMPORTED_MODULE_0__/* .toCheck */ .K4)('aliases', `${count} ${count === 1 ? 'alias' : 'aliases'}`, differences, (0,_settings_js__WEBPACK_IMPORTED_MODULE_0__/* .without */ .FF)(extra, late));
}
function compareAlias(name, expected, actual) {
    return [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
        .filter((key) => (0,_json_lossless_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalJson */ .dj)(expected[key] ?? null) !== (0,_json_lossless_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalJson */ .dj)(actual[key] ?? null))
        .map((key) => (0,_settings_js__WEBPACK_IMPORTED_MODULE_0__/* .difference */ .iv)(`${name}.${key}`, expected[key], actual[key]));
}
/** The spelling of the cluster, without what says nothing: an empty filter, `is_hidden: false`, null. */
function normal(alias) {
    const { routing, ...said } = (alias ?? {});
    const both = routing === undefined ? {} : { index_routing: routing, search_routing: routing };
    const all = Object.entries({ ...both, ...said }).map(([key, value]) => [key, spelled(key, value)]);
    return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}
function spelled(key, value) {
    if (value === null || (key === 'is_hidden' && String(value) === 'false'))
        return undefined;
    if (key === 'filter')
        return Object.keys(value).length > 0 ? value : undefined;
    return typeof value === 'object' ? value : String(value);
}
//# sourceMappingURL=aliases.js.map

/***/ }),

/***/ 6489:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B9: () => (/* binding */ compareMappings),
  QP: () => (/* binding */ typeOf),
  nu: () => (/* binding */ withoutDots)
});

// EXTERNAL MODULE: ./lib/json/lossless.js
var lossless = __webpack_require__(1682);
// EXTERNAL MODULE: ./lib/json/objects.js
var objects = __webpack_require__(7486);
;// CONCATENATED MODULE: ./lib/verify/mapping-defaults.js

/** The level of a mapping that has no type: its root. */
const ROOT = '(root)';
/** Where a type is not named in EXCEPTIONS, or does not name the parameter. */
const DEFAULTS = {
    type: 'object',
    properties: {},
    fields: {},
    meta: {},
    copy_to: [],
    enabled: true,
    index: true,
    doc_values: true,
    store: false,
    boost: 1,
    skip_list: false,
    include_in_parent: false,
    include_in_root: false,
    // text and its kin
    analyzer: 'default',
    index_options: 'positions',
    norms: true,
    term_vector: 'no',
    eager_global_ordinals: false,
    position_increment_gap: -1,
    index_phrases: false,
    fielddata: false,
    fielddata_frequency_filter: { min: 0, max: 2147483647, min_segment_size: 0 },
    max_shingle_size: 3,
    enable_position_increments: true,
    // keyword, wildcard
    normalizer: 'default',
    ignore_above: 2147483647,
    split_queries_on_whitespace: false,
    use_similarity: false,
    // dates
    format: 'strict_date_optional_time||epoch_millis',
    print_format: 'strict_date_optional_time',
    locale: '',
    // geo_shape with prefix trees, of old
    tree: 'quadtree',
    strategy: 'recursive',
    distance_error_pct: 0.025,
    positive_score_impact: true,
};
const EXCEPTIONS = {
    [ROOT]: {
        _source: { enabled: true, includes: [], excludes: [] },
        _routing: { required: false },
        _data_stream_timestamp: { enabled: false },
        _field_names: {},
    },
    keyword: { index_options: 'docs', norms: false },
    match_only_text: { index_options: 'docs', norms: false },
    search_as_you_type: { doc_values: false },
    binary: { doc_values: false },
    hll: { index: false, precision: 14 },
    join: { eager_global_ordinals: true },
    completion: {
        analyzer: 'simple',
        preserve_separators: true,
        preserve_position_increments: true,
        max_input_length: 50,
    },
};
/** @returns what a parameter of a field means where the mapping is silent, or undefined where nothing is known. */
function defaultOf(field, param, type) {
    // An index that defines default_search searches every field with it.
    if (param.startsWith('search_') && field[param] === 'default_search')
        return 'default_search';
    if (param === 'search_analyzer')
        return field.analyzer ?? defaultOf(field, 'analyzer', type);
    if (param === 'search_quote_analyzer')
        return field.search_analyzer ?? defaultOf(field, 'search_analyzer', type);
    if (param === 'points_only')
        return field.strategy === 'term';
    const exceptions = Object.hasOwn(EXCEPTIONS, type) ? EXCEPTIONS[type] : undefined;
    const table = exceptions && Object.hasOwn(exceptions, param) ? exceptions : DEFAULTS;
    return Object.hasOwn(table, param) ? table[param] : undefined;
}
const METRES = {
    mm: 0.001,
    cm: 0.01,
    m: 1,
    km: 1000,
    in: 0.0254,
    ft: 0.3048,
    yd: 0.9144,
    mi: 1609.344,
};
const SPELLINGS = {
    copy_to: list,
    dynamic_date_formats: list,
    relations: (value) => (0,objects/* isObject */.G)(value)
        ? Object.fromEntries(Object.entries(value).map(([parent, children]) => [parent, list(children).sort()]))
        : value,
    contexts: (value) => list(value).map((context) => (0,objects/* isObject */.G)(context) ? { ...context, type: String(context.type).toUpperCase() } : context),
    orientation: (value) => (/^(right|ccw|counterclockwise)$/i.test(String(value)) ? 'RIGHT' : 'LEFT'),
    locale: (value) => (value === 'ROOT' ? '' : String(value).replaceAll('-', '_')),
    null_value: point,
    precision: distance,
};
/** @returns the value of a parameter as OpenSearch spells it. */
function respelled(param, value, type) {
    if ((param === 'null_value' && type !== 'geo_point') || (param === 'precision' && type !== 'geo_shape'))
        return value;
    const spell = Object.hasOwn(SPELLINGS, param) ? SPELLINGS[param] : undefined;
    return spell && value !== undefined ? spell(value) : value;
}
function list(value) {
    return Array.isArray(value) ? [...value] : [value];
}
function point(value) {
    if (Array.isArray(value))
        return { lat: value[1], lon: value[0] };
    const [, lat, lon] = /^\s*([-\d.]+)\s*,\s*([-\d.]+)\s*$/.exec(String(value)) ?? [];
    return lat === undefined ? value : { lat: Number(lat), lon: Number(lon) };
}
function distance(value) {
    const [, length, unit = 'm'] = /^([\d.]+)([a-z]*)$/.exec(String(value)) ?? [];
    const metres = METRES[unit || 'm'];
    return length === undefined || metres === undefined ? value : Number(length) * metres;
}
//# sourceMappingURL=mapping-defaults.js.map
// EXTERNAL MODULE: ./lib/verify/settings.js
var settings = __webpack_require__(7120);
;// CONCATENATED MODULE: ./lib/verify/mappings.js




const CHILDREN = new Set(['properties', 'fields']);
/**
 * Compares mappings: whatever the dump's says has to be in the cluster's. Places are dotted paths: `title.analyzer`.
 * @param expected the dump's, as parseMetadataJson gives it
 * @param actual the cluster's, parsed by parseMetadataJson too, or a long null_value looks changed
 * @param made that of a new index before its data: of what the cluster's has beyond the dump's, what came later and no
 * document can have added is a difference; undefined: it is listed
 */
function compareMappings(expected, actual, made) {
    const { compared, differences, extra, grown } = find(expected, actual);
    const late = made ? (0,settings/* without */.FF)(extra, [...find(expected, made).extra, ...grown]) : [];
    differences.push(...late.map((place) => `\`${place}\`: absent in the dump, added in the cluster`));
    const what = `mapping of ${compared} ${compared === 1 ? 'field' : 'fields'}`;
    return (0,settings/* toCheck */.K4)('mappings', what, differences, (0,settings/* without */.FF)(extra, late));
}
function find(expected, actual) {
    const findings = { compared: 0, differences: [], extra: [], grown: [] };
    const level = { path: '', type: ROOT, canGrow: true };
    compareLevel(level, withoutDots(expected), withoutDots(actual), findings);
    return findings;
}
/** OpenSearch makes objects of a field named `a.b`. */
function withoutDots(level) {
    if (!(0,objects/* isObject */.G)(level.properties))
        return level;
    const fields = new Map();
    for (const [name, field] of Object.entries(level.properties)) {
        const [first = '', ...rest] = name.split('.');
        const inner = rest.length > 0 ? { properties: { [rest.join('.')]: field } } : field;
        fields.set(first, merged(fields.get(first), inner));
    }
    for (const [name, field] of fields)
        if ((0,objects/* isObject */.G)(field))
            fields.set(name, withoutDots(field));
    return { ...level, properties: Object.fromEntries(fields) };
}
function merged(one, other) {
    if (!(0,objects/* isObject */.G)(one) || !(0,objects/* isObject */.G)(other))
        return other;
    const both = { ...one };
    for (const [key, value] of Object.entries(other))
        both[key] = merged(own(one, key), value);
    return both;
}
function compareLevel(level, expected, actual, findings) {
    const { path, type } = level;
    const dynamic = own(actual, 'dynamic');
    const canGrow = dynamic === undefined ? level.canGrow : !/^(false|strict)$/.test(String(dynamic));
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
        const [e, a] = [own(expected, key), own(actual, key)];
        const place = join(path, key);
        if (CHILDREN.has(key))
            compareChildren({ path, canGrow, key }, e, a, findings);
        else if (key === 'dynamic_templates' && Array.isArray(e))
            compareTemplates(e, a, findings);
        else if (e !== undefined) {
            const fallback = respelled(key, defaultOf(expected, key, type), type);
            compareValue(place, respelled(key, e, type), respelled(key, a, type), fallback, findings);
        }
        else if (a !== undefined &&
            !isEqual(respelled(key, a, type), respelled(key, defaultOf(actual, key, type), type))) {
            findings.extra.push(place);
        }
    }
}
function compareChildren({ path, canGrow, key }, expected, actual, findings) {
    const [e, a] = [(0,objects/* isObject */.G)(expected) ? expected : {}, (0,objects/* isObject */.G)(actual) ? actual : {}];
    for (const [name, field] of Object.entries(e)) {
        findings.compared++;
        const found = own(a, name);
        const place = join(path, name);
        const [type, foundType] = [typeOf(field), typeOf(found)];
        if (!(0,objects/* isObject */.G)(field) || !(0,objects/* isObject */.G)(found))
            findings.differences.push((0,settings/* difference */.iv)(place, field, found));
        else if (type !== foundType)
            findings.differences.push((0,settings/* difference */.iv)(`${place}.type`, type, foundType));
        else
            compareLevel({ path: place, type, canGrow }, field, found, findings);
    }
    const added = Object.keys(a).filter((name) => own(e, name) === undefined);
    const places = added.map((name) => join(path, name));
    findings.extra.push(...places);
    // Fields within a field come with it.
    if (canGrow && key === 'properties')
        findings.grown.push(...places);
}
/** The first template that matches a new field is the one that counts, so their order has to be the dump's. */
function compareTemplates(expected, actual, findings) {
    const [e, a] = [byName(expected), byName(actual)];
    if (actual === undefined)
        findings.differences.push((0,settings/* difference */.iv)('dynamic_templates', expected, actual));
    for (const [name, template] of actual === undefined ? [] : e) {
        const fallback = { match_pattern: 'simple' };
        compareValue(`dynamic_templates.${name}`, template, a.get(name), a.has(name) ? fallback : undefined, findings);
    }
    const order = [...a.keys()].filter((name) => e.has(name));
    const wanted = [...e.keys()].filter((name) => a.has(name));
    if (!isEqual(wanted, order))
        findings.differences.push((0,settings/* difference */.iv)('dynamic_templates', wanted, order));
    for (const name of a.keys())
        if (!e.has(name))
            findings.extra.push(`dynamic_templates.${name}`);
}
function byName(templates) {
    return new Map(Array.isArray(templates) ? templates.flatMap((template) => Object.entries(template ?? {})) : []);
}
function compareValue(place, expected, actual, fallback, findings) {
    const found = actual === undefined ? fallback : actual;
    if (!(0,objects/* isObject */.G)(expected) || !(0,objects/* isObject */.G)(found)) {
        if (!isEqual(expected, found))
            findings.differences.push((0,settings/* difference */.iv)(place, expected, actual));
        return;
    }
    for (const [key, value] of Object.entries(expected)) {
        const inner = (0,objects/* isObject */.G)(fallback) ? own(fallback, key) : undefined;
        const there = (0,objects/* isObject */.G)(actual) ? own(actual, key) : undefined;
        if (value !== null)
            compareValue(join(place, key), value, there, inner, findings);
    }
    for (const [key, value] of Object.entries(found)) {
        const isDefault = (0,objects/* isObject */.G)(fallback) && isEqual(value, own(fallback, key));
        if (own(expected, key) === undefined && !isDefault)
            findings.extra.push(join(place, key));
    }
}
/** Scalars are equal as OpenSearch takes them: `true` and "true", 1 and "1.0". */
function isEqual(a, b) {
    if (a === b)
        return true;
    if (Array.isArray(a))
        return Array.isArray(b) && a.length === b.length && a.every((item, i) => isEqual(item, b[i]));
    if ((0,objects/* isObject */.G)(a)) {
        const keys = Object.keys(a);
        return ((0,objects/* isObject */.G)(b) &&
            keys.length === Object.keys(b).length &&
            keys.every((key) => isEqual(own(a, key), own(b, key))));
    }
    const isNumeric = typeof a === 'number' || typeof b === 'number';
    if (a === undefined || a === null || b === undefined || b === null || typeof b === 'object')
        return false;
    return isNumeric ? (0,lossless/* decimalValue */.P5)(String(a)) === (0,lossless/* decimalValue */.P5)(String(b)) : String(a) === String(b);
}
function typeOf(field) {
    return (0,objects/* isObject */.G)(field) && field.type !== undefined ? String(field.type) : 'object';
}
/** @returns a member that is the object's own, null as if it were not there. */
function own(object, key) {
    return Object.hasOwn(object, key) ? (object[key] ?? undefined) : undefined;
}
function join(path, key) {
    return path === '' ? key : `${path}.${key}`;
}
//# sourceMappingURL=mappings.js.map

/***/ }),

/***/ 7120:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FF: () => (/* binding */ without),
/* harmony export */   K4: () => (/* binding */ toCheck),
/* harmony export */   ZK: () => (/* binding */ compareSettings),
/* harmony export */   iv: () => (/* binding */ difference),
/* harmony export */   ml: () => (/* binding */ shorten)
/* harmony export */ });
/* unused harmony export flatten */
/* harmony import */ var _json_lossless_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1682);

/** What a cluster gives every index that it makes, clones or upgrades. */
const OWN_SETTINGS = new Set([
    'uuid',
    'creation_date',
    'provided_name',
    'replication.type',
    'number_of_shards',
    'number_of_replicas',
    'verified_before_close',
    'routing_partition_size',
]);
/** What a cluster puts on every index of a node whose disk is nearly full. */
const DISK_BLOCK = 'blocks.read_only_allow_delete';
const OWN_GROUPS = ['version.', 'resize.', 'remote_store.', 'routing.allocation.initial_recovery.'];
/**
 * @param settings nested, dotted or mixed, with or without the level `index`
 * @returns settings by dotted key without `index.`, scalars as strings, as the cluster keeps them; null is no setting
 */
function flatten(settings) {
    return Object.fromEntries(entriesOf(settings, '').map(([key, value]) => [key.replace(/^index\./, ''), value]));
}
function entriesOf(value, path) {
    if (value === null || value === undefined)
        return [];
    if (typeof value !== 'object')
        return [[path, String(value)]];
    // The cluster makes a list of keys 0, 1, …, also where their values are objects.
    if (Array.isArray(value) && !value.some((item) => typeof item === 'object' && item !== null)) {
        return [[path, value.map(String)]];
    }
    return Object.entries(value).flatMap(([key, inner]) => entriesOf(inner, path === '' ? key : `${path}.${key}`));
}
/**
 * Compares index settings; in either form that {@link flatten} takes.
 * @param expected what the dump says
 * @param actual what the cluster has, all settings of the index
 * @param name `analyzers` lists as extra only what else is below `analysis`, `settings` only what is not
 * @param made what a new index had before its data: what came later is a difference; undefined: it is listed
 */
function compareSettings(expected, actual, name, made) {
    const wanted = flatten(expected);
    const found = flatten(actual);
    // The cluster works the number out by its nodes then, and the dump's is that of another cluster.
    if ((found.auto_expand_replicas ?? 'false') !== 'false')
        delete wanted.number_of_replicas;
    const beyond = Object.keys(found).filter((key) => wanted[key] === undefined);
    const components = new Set(Object.keys(wanted).flatMap((key) => componentOf(key) ?? []));
    const isChanged = (key) => components.has(componentOf(key) ?? '');
    const extra = beyond.filter((key) => key.startsWith('analysis.') === (name === 'analyzers') && !isOwn(key) && !isChanged(key));
    const brought = made && new Set(Object.keys(flatten(made)));
    const late = brought ? extra.filter((key) => !brought.has(key) && key !== DISK_BLOCK) : [];
    const differences = [...Object.keys(wanted), ...beyond.filter(isChanged), ...late]
        .filter((key) => !isSame(wanted[key], found[key]))
        .map((key) => difference(key, wanted[key], found[key]));
    const what = name === 'analyzers' ? 'analysis settings' : 'settings';
    return toCheck(name, `${Object.keys(wanted).length} ${what}`, differences, without(extra, late));
}
/**
 * The analyzer, filter, tokenizer … that a setting is a part of: with a part more than in the dump it is another one,
 * whereas a whole one more changes none of the others.
 */
function componentOf(key) {
    return /^analysis\.[^.]+\.[^.]+/.exec(key)?.[0];
}
function isOwn(key) {
    return OWN_SETTINGS.has(key) || OWN_GROUPS.some((group) => key.startsWith(group));
}
function isSame(expected, actual) {
    if (expected === undefined || actual === undefined)
        return false;
    const [a, b] = [[expected].flat(), [actual].flat()];
    return a.length === b.length && a.every((text, i) => text === b[i] || isSameExponential(text, b[i] ?? ''));
}
/** 1e-7 comes back as 1.0E-7. */
function isSameExponential(a, b) {
    return /^-?[\d.]+e[+-]?\d+$/i.test(a) && (0,_json_lossless_js__WEBPACK_IMPORTED_MODULE_0__/* .decimalValue */ .P5)(a) === (0,_json_lossless_js__WEBPACK_IMPORTED_MODULE_0__/* .decimalValue */ .P5)(b);
}
const SHOWN_DIFFERENCES = 20;
const SHOWN_CHARACTERS = 60;
/**
 * @param what what was compared, e.g. `12 settings`
 * @param differences all of them; the check keeps the first twenty
 */
function toCheck(name, what, differences, extra) {
    const ok = differences.length === 0;
    const found = ok ? 'as in the dump' : `${differences.length} not as in the dump`;
    const beyond = extra.length > 0 ? `; ${extra.length} more only in the cluster` : '';
    return {
        name,
        ok,
        detail: `${what}: ${found}${beyond}`,
        differences: differences.slice(0, SHOWN_DIFFERENCES),
        extra,
    };
}
/** @returns what is in one list, and not in the other */
function without(list, others) {
    return list.filter((item) => !others.includes(item));
}
/** @returns a sentence with the place and both values; undefined reads `absent`. */
function difference(place, expected, actual) {
    return `\`${place}\`: ${shown(expected)} in the dump, ${shown(actual)} in the cluster`;
}
function shown(value) {
    return value === undefined ? 'absent' : shorten(JSON.stringify(value));
}
/** @returns the text, cut so that a difference stays readable. */
function shorten(text) {
    return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS - 1)}…`;
}
//# sourceMappingURL=settings.js.map

/***/ })

};

//# sourceMappingURL=578.index.js.map