/** A value that nobody should send, as the JSON that is sent. */
export interface Nonsense {
  readonly name: string;
  readonly json: string;
}

const text = (name: string, value: string): Nonsense => ({ name, json: JSON.stringify(value) });

/** Values for any place in any request. */
export const NONSENSE: readonly Nonsense[] = [
  { name: 'null', json: 'null' },
  { name: 'true', json: 'true' },
  { name: 'a negative number', json: '-1' },
  { name: 'a huge number', json: '1e999' },
  { name: 'a number beyond exact integers', json: '9007199254740993' },
  { name: 'a fraction', json: '0.1' },
  { name: 'an empty list', json: '[]' },
  { name: 'an empty object', json: '{}' },
  { name: 'a list of lists', json: '[[],[[]],{}]' },
  { name: 'a prototype', json: '{"__proto__":{"status":"awake"},"constructor":{"prototype":{}}}' },
  { name: '3,500 lists in each other', json: `${'['.repeat(3500)}${']'.repeat(3500)}` },
  { name: '50,000 objects in each other', json: `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}` },
  { name: '200,000 empty objects', json: `[${'{},'.repeat(199_999)}{}]` },
  { name: '100,000 keys', json: `{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join(',')}}` },
  { name: 'half an object', json: '{"a":' },
  { name: 'the same key twice', json: '{"a":1,"a":2}' },
  { name: 'a byte order mark', json: '\u{FEFF}{}' },
  text('an empty text', ''),
  text('spaces', ' \t\n '),
  text('NUL', 'a\u0000b'),
  text('line ends', 'a\r\nb: c\r\n\r\n'),
  text('terminal escapes', '\u001B[2J\u001B]0;x\u0007\u009B31m'),
  text('a text that runs backwards', 'a\u202Egpj.exe'),
  text('half a character', 'a\uD800b'),
  text('markup', '<script>alert(1)</script><img src=x onerror=alert(1)>"\'`'),
  text('a link that runs', 'javascript:alert(1)'),
  text('a template', '${7*7}{{7*7}}%s%n<%= 7*7 %>'),
  text('SQL', `'; DROP TABLE jobs; -- " OR 1=1`),
  text('a way out', '../../../../etc/passwd'),
  text('a prototype name', '__proto__'),
  text('another prototype name', 'toString'),
  text('a device of Windows', 'CON'),
  text('a path of Windows', '\\\\server\\share\\..\\x'),
  text('an id of another kind', '00000000-0000-0000-0000-000000000000'),
  text('300 characters', 'x'.repeat(300)),
  text('100,000 characters', 'x'.repeat(100_000)),
  text('5,000,000 characters', 'x'.repeat(5_000_000)),
];
