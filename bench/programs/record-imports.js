import { appendFileSync } from 'node:fs';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

/**
 * With `--import`, writes the name of every package that the program's own files import into the file BENCH_IMPORTS.
 * Node runs what resolves modules in a thread of its own, so this file is loaded there once more.
 */
if (isMainThread) register(import.meta.url);

export async function resolve(specifier, context, next) {
  const isPackage = !/^(node:|file:|data:|[./])/.test(specifier);
  if (isPackage && !context.parentURL?.includes('/node_modules/'))
    appendFileSync(process.env.BENCH_IMPORTS, `${specifier}\n`);
  return next(specifier, context);
}
