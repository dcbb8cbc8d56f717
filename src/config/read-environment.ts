import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'dotenv';
import type { Setting } from './setting.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface RawSettings {
  /** Text by variable; a variable that is unset or empty is absent. */
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Collects the text of every setting: from the environment, else from `.env` in `cwd`, each either as `NAME` or,
 * where it is a secret, as the content of the file that `NAME_FILE` names.
 */
export function readEnvironment(
  env: Environment,
  cwd: string,
  settings: Readonly<Record<string, Setting>>,
): RawSettings {
  const texts = new Map<string, string>();
  const problems: string[] = [];
  const dotenv = readDotenv(cwd, problems);

  for (const [name, setting] of Object.entries(settings)) {
    // One place answers for a setting as a whole, so that a name in the environment also outdoes NAME_FILE in .env.
    const source = isNamed(env, name, setting) ? env : dotenv;
    const text = setting.secret ? readSecret(name, source, cwd, problems) : source[name]?.trim();
    if (text) texts.set(name, text);
  }
  return { texts, problems, warnings: unknownNames(dotenv, settings) };
}

function readDotenv(cwd: string, problems: string[]): Environment {
  try {
    return parse(readFileSync(join(cwd, '.env')));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') {
      problems.push(
        `.env cannot be read (${codeOf(error)}). Make it a file that this user may read, or remove it.`,
      );
    }
    return {};
  }
}

function isNamed(env: Environment, name: string, setting: Setting): boolean {
  return env[name] !== undefined || (setting.secret === true && env[`${name}_FILE`] !== undefined);
}

function readSecret(name: string, source: Environment, cwd: string, problems: string[]): string | undefined {
  const text = source[name]?.trim();
  const path = source[`${name}_FILE`]?.trim();
  if (!path) return text;
  if (text) {
    problems.push(`${name} and ${name}_FILE are both set. Keep one of them.`);
    return undefined;
  }

  try {
    const content = readFileSync(resolve(cwd, path), 'utf8').replace(/[\r\n]+$/, '');
    if (content === '') problems.push(`${name}_FILE names an empty file. Write the value into it.`);
    return content;
  } catch (error) {
    problems.push(
      `${name}_FILE names a file that cannot be read (${codeOf(error)}). Write the path of a file that this user may read.`,
    );
    return undefined;
  }
}

/** A mistyped name would otherwise be ignored without a word. The environment itself belongs to others too. */
function unknownNames(dotenv: Environment, settings: Readonly<Record<string, Setting>>): string[] {
  return Object.keys(dotenv)
    .filter((name) => {
      const secret = name.endsWith('_FILE') && settings[name.slice(0, -'_FILE'.length)]?.secret;
      return !settings[name] && !secret;
    })
    .map(
      (name) => `.env sets ${name}, which is no setting of Limner; it is ignored. Look for a typing mistake.`,
    );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
