// The floor of a start: the packages that are named, and nothing done with them. Plain JavaScript, as the program is.
await Promise.all(process.argv.slice(2).map((name) => import(name)));
process.stdout.write('imported\n');
setInterval(() => undefined, 1_000);
