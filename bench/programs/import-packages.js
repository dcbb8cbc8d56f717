import { readFileSync } from 'node:fs';

// The floor of a start: the same packages as the program, and nothing done with them. Plain JavaScript, as the program is.
const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
/** What the program loads only once it is needed. */
const later = new Set(['aws4fetch', 'bmp-ts', 'heic-decode']);
const names = Object.keys(dependencies).filter((name) => !later.has(name));
await Promise.all(names.map((name) => import(name)));
process.stdout.write('imported\n');
setInterval(() => undefined, 1_000);
