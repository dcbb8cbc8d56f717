import { dirname, resolve } from 'node:path';
import { ConfigError } from './config.ts';
import type { Config } from './config.ts';
import { limitRulesOf } from './config/operator/limit-sections.ts';
import type { OperatorContent } from './config/operator/parse-operator-file.ts';
import { openOperatorFile, OperatorFileError } from './config/operator-file.ts';
import type { OperatorFile } from './config/operator-file.ts';
import type { ModerationRules } from './core/moderation/moderation-rules.ts';
import type { LimitRules } from './core/ports/limits.ts';
import type { OperatorPresets } from './core/presets/preset-schema.ts';
import type { Logger } from './core/ports/logger.ts';

/** The operator's file as core needs it: each the same object until the file changes. */
export interface Operator extends OperatorFile {
  readonly rules: () => LimitRules;
  readonly presets: () => OperatorPresets;
  readonly moderationRules: () => ModerationRules;
}

/** The operator's file with what core needs of it, as it is now. @throws ConfigError with all its mistakes */
export async function openOperator(config: Pick<Config, 'operatorFile'>, logger: Logger): Promise<Operator> {
  try {
    const file = await openOperatorFile({ path: config.operatorFile, logger });
    const folder = dirname(config.operatorFile);
    return {
      ...file,
      rules: remembered(file.current, limitRulesOf),
      presets: remembered(file.current, ({ presets = {} }) => withPaths(presets, folder)),
      moderationRules: remembered(file.current, ({ moderation = {} }) => moderation),
    };
  } catch (error) {
    if (error instanceof OperatorFileError) throw new ConfigError(error.problems);
    throw error;
  }
}

/** Pictures of presets are named from the file's own folder. */
function withPaths(presets: OperatorPresets, folder: string): OperatorPresets {
  return Object.fromEntries(
    Object.entries(presets).map(([name, preset]) => [
      name,
      preset?.references
        ? { ...preset, references: preset.references.map((path) => resolve(folder, path)) }
        : preset,
    ]),
  );
}

/** Makes a value of the content once for each content. */
function remembered<T>(current: () => OperatorContent, make: (content: OperatorContent) => T): () => T {
  let last: { readonly of: OperatorContent; readonly value: T } | undefined;
  return () => {
    const content = current();
    if (last?.of !== content) last = { of: content, value: make(content) };
    return last.value;
  };
}
