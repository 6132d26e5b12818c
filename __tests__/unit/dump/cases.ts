// Data files that can be read, and some that cannot, for every reader of them.

const documentOf = (id: string) => ({
  _index: 'i',
  _id: id,
  _source: { title: `"}{" \\ ü ${id}`, list: [[]] },
})
export const lineOf = (id: string) => JSON.stringify(documentOf(id))
const pretty = (id: string) => JSON.stringify(documentOf(id), null, 2)
const LINES_OF_PRETTY = pretty('a').split('\n').length

/** What a file is like, its content, and the line and id of each document in it. */
export const READABLE: [string, string, [number, string][]][] = [
  ['nothing', '', []],
  ['blank lines', '\n \n\r\n', []],
  [
    'one a line',
    `${lineOf('a')}\n${lineOf('b')}\n`,
    [
      [1, 'a'],
      [2, 'b'],
    ],
  ],
  [
    'no newline at the end',
    `${lineOf('a')}\n${lineOf('b')}`,
    [
      [1, 'a'],
      [2, 'b'],
    ],
  ],
  [
    'CRLF',
    `${lineOf('a')}\r\n${lineOf('b')}\r\n`,
    [
      [1, 'a'],
      [2, 'b'],
    ],
  ],
  [
    'a BOM',
    `\uFEFF${lineOf('a')}\n${lineOf('b')}\n`,
    [
      [1, 'a'],
      [2, 'b'],
    ],
  ],
  ['a BOM before a document of many lines', `\uFEFF${pretty('a')}\n`, [[1, 'a']]],
  [
    'blank lines between',
    `\n\n${lineOf('a')}\n\n  ${lineOf('b')}  \n\n`,
    [
      [3, 'a'],
      [5, 'b'],
    ],
  ],
  [
    'many lines each',
    `${pretty('a')}\n${pretty('b')}\n`,
    [
      [1, 'a'],
      [1 + LINES_OF_PRETTY, 'b'],
    ],
  ],
  [
    'many lines each, with CRLF',
    `${pretty('a')}\n${pretty('b')}`.replaceAll('\n', '\r\n'),
    [
      [1, 'a'],
      [1 + LINES_OF_PRETTY, 'b'],
    ],
  ],
  [
    'several on one line',
    `${lineOf('a')}${lineOf('b')} ${lineOf('c')}\n${lineOf('d')}`,
    [
      [1, 'a'],
      [1, 'b'],
      [1, 'c'],
      [2, 'd'],
    ],
  ],
  [
    'the next on the line where one ends',
    `${pretty('a')} ${pretty('b')}${lineOf('c')}\n`,
    [
      [1, 'a'],
      [LINES_OF_PRETTY, 'b'],
      [2 * LINES_OF_PRETTY - 1, 'c'],
    ],
  ],
  [
    'one a line among many lines',
    `${lineOf('a')}\n${pretty('b')}\n${lineOf('c')}`,
    [
      [1, 'a'],
      [2, 'b'],
      [2 + LINES_OF_PRETTY, 'c'],
    ],
  ],
]

/** What is wrong, a file's content, the line on which its fault begins, and what readDocuments says of it. */
export const FAULTY: [string, string | Buffer, number, RegExp][] = [
  [
    'a line cut in a string, at the end',
    `${lineOf('a')}\n{"_id":"b","_source":{"x":"y`,
    2,
    /ends in the middle .*"_id":"b"/,
  ],
  ['a line cut between tokens, at the end', `${lineOf('a')}\n{"_id":"b",`, 2, /ends in the middle/],
  [
    'a line cut before its last bracket',
    `${lineOf('a')}\n${lineOf('b').slice(0, -1)}`,
    2,
    /ends in the middle/,
  ],
  [
    'a line cut in a string, with others behind it',
    `${lineOf('a')}\n{"_id":"b","_source":{"x":"y\n${lineOf('c')}\n${lineOf('d')}\n`,
    2,
    /does not end before line 3/,
  ],
  [
    'a line cut between tokens, with others behind it',
    `${lineOf('a')}\n{"_id":"b","_source":{"x":\n${lineOf('c')}\n`,
    2,
    /does not end before line 3/,
  ],
  [
    'a line whose beginning is missing',
    `${lineOf('a')}\n"_source":{"x":1}}\n${lineOf('c')}\n`,
    2,
    /not a JSON object/,
  ],
  ['a byte order mark in its middle', `${lineOf('a')}\n\uFEFF${lineOf('b')}\n`, 2, /not a JSON object/],
  ['space that is none in JSON', `${lineOf('a')}\u00a0\n${lineOf('b')}\n`, 1, /not a JSON object/],
  ['a vertical tab', `${lineOf('a')}\n\v\n`, 2, /not a JSON object/],
  ['text', `${lineOf('a')}\n\nhello\n${lineOf('b')}`, 3, /not a JSON object: hello/],
  ['text behind a document', `${lineOf('a')}\n${lineOf('b')} hello\n`, 2, /not a JSON object: hello/],
  ['an array', `${lineOf('a')}\n[${lineOf('b')}]\n`, 2, /not a JSON object: \[/],
  ['an array over all lines', `[\n${lineOf('a')},\n${lineOf('b')}\n]\n`, 1, /not a JSON object: \[/],
  ['commas between documents', `${lineOf('a')},\n${lineOf('b')}\n`, 1, /not a JSON object: ,/],
  ['a string', '"text"\n', 1, /not a JSON object/],
  ['a number', `${lineOf('a')}\n42\n`, 2, /not a JSON object: 42/],
  ['null', `null\n${lineOf('a')}\n`, 1, /not a JSON object: null/],
  ['one bracket too many', `${lineOf('a')}}\n`, 1, /not a JSON object: }/],
  ['brackets that do not fit', `{"a":[1}\n]`, 1, /ends in the middle|not JSON/],
  ['a trailing comma', `${lineOf('a')}\n{"_id":"b",}\n`, 2, /not JSON/],
  ['a raw line break in a string', `${lineOf('a')}\n{"_id":"b\n","_source":{}}\n`, 2, /not JSON/],
  [
    'zeros at the end',
    Buffer.concat([Buffer.from(`${lineOf('a')}\n`), Buffer.alloc(300)]),
    2,
    /not a JSON object/,
  ],
  [
    'bytes that are not UTF-8',
    Buffer.concat([Buffer.from(`${lineOf('a')}\n{"_id":"`), Buffer.from([0xe4]), Buffer.from('"}\n')]),
    2,
    /not UTF-8/,
  ],
  [
    'its end within a character',
    Buffer.from(`${lineOf('a')}\n{"_id":"ü`).subarray(0, -1),
    2,
    /the file ends in the middle of this document/,
  ],
  [
    'its end within a longer character, lines after the document begins',
    Buffer.from(`${lineOf('a')}\n{"_id":"b",\n"_source":{"x":"𝄞`).subarray(0, -1),
    2,
    /the file ends in the middle of this document/,
  ],
  [
    'half a character behind its documents',
    Buffer.concat([Buffer.from(`${lineOf('a')}\n`), Buffer.from([0xf0, 0x9d])]),
    2,
    /not UTF-8/,
  ],
  ['UTF-16', Buffer.from(`\uFEFF${lineOf('a')}\n`, 'utf16le'), 1, /not UTF-8/],
]
