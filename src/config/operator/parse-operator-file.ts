import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { moderationRulesSchema } from '../../core/moderation/moderation-rules.ts';
import { operatorPresetsSchema } from '../../core/presets/preset-schema.ts';
import { limitProblems, limitSections } from './limit-sections.ts';

/** The operator's file: a section for each subject. A new subject adds its schema here. */
const operatorFileSchema = z
  .strictObject({
    ...limitSections,
    presets: operatorPresetsSchema.optional(),
    moderation: moderationRulesSchema.optional(),
  })
  .superRefine((content, context) => {
    for (const { path, message } of limitProblems(content)) {
      context.addIssue({ code: 'custom', path, message });
    }
  });

/** Every section that the file has. */
export type OperatorContent = z.output<typeof operatorFileSchema>;

export type ParsedOperatorFile =
  | { readonly kind: 'read'; readonly content: OperatorContent }
  /** A sentence each, with the line. */
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

/** Reads YAML or JSON; all problems at once. */
export function parseOperatorFile(text: string): ParsedOperatorFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    const problems = document.errors.map(
      ({ pos, message }) => `line ${lines.linePos(pos[0]).line}: ${message.split(/ at line |\n/)[0]}`,
    );
    return { kind: 'wrong', problems };
  }
  const parsed = operatorFileSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return { kind: 'read', content: parsed.data };
  const problems = parsed.error.issues
    .flatMap(mistakesOf)
    .map(({ path, message }) => ({ line: lineOf(path, document, lines), path, message }))
    .sort((left, right) => left.line - right.line)
    .map(({ line, path, message }) => `line ${line}: ${path.join('.') || 'the file'}: ${message}`);
  return { kind: 'wrong', problems };
}

interface Mistake {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function mistakesOf(issue: z.core.$ZodIssue): readonly Mistake[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is not known here' }));
  }
  const wrongKey = issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined;
  return [{ path, message: wrongKey ?? issue.message }];
}

/** The line of a place in the file, else of the nearest place around it that is there. */
function lineOf(path: readonly (string | number)[], document: Document, lines: LineCounter): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
