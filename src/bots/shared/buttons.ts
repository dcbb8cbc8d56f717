import type { Resolution } from '../../core/generation/image-request.ts';

/** What a button can do. A button carries only this word, an id and perhaps a picture's position. */
// prettier-ignore
export const verbs = [
  'again', 'edit', 'vary', 'region', '2k', '4k', 'original', 'favourite', 'undo', 'share', 'delete', 'retry', 'cancel',
  'show', 'make', 'reuse', 'report', 'rephrase', 'add', 'sticker',
  // Choices behind another button: how strong, whether for good, the rarer verbs, an entry of the history
  'subtle', 'strong', 'remove', 'drop', 'more', 'less',
  // Pages of the history and of the favourites: after and before a picture, and the first one
  'older', 'newer', 'favolder', 'favnewer', 'history', 'favourites',
] as const;
export type Verb = (typeof verbs)[number];

export interface Button {
  readonly verb: Verb;
  /** The generation's id. */
  readonly id: string;
  /** Position among the generation's pictures, from 0. */
  readonly index?: number;
}

/** Telegram's limit for `callback_data`, in bytes; Discord allows 100 characters. */
export const maxButtonIdBytes = 64;

/** `verb:id` or `verb:id:index`. */
export function buildButtonId(button: Button): string {
  const id = [button.verb, button.id, ...(button.index === undefined ? [] : [button.index])].join(':');
  if (Buffer.byteLength(id) > maxButtonIdBytes) throw new RangeError(`Button id too long: ${button.verb}`);
  return id;
}

/** Undefined for anything that no button of ours carries. */
export function parseButtonId(text: string): Button | undefined {
  const match = /^([0-9a-z]+):([\w-]{1,50})(?::(\d{1,2}))?$/.exec(text);
  const verb = verbs.find((candidate) => candidate === match?.[1]);
  if (!match?.[2] || !verb) return undefined;
  return { verb, id: match[2], ...(match[3] === undefined ? {} : { index: Number(match[3]) }) };
}

/** What belongs under an outcome, in order. */
export function outcomeVerbs(outcome: {
  readonly status: 'succeeded' | 'failed' | 'canceled';
  readonly retried: boolean;
  /** Resolutions in which a gateway would really draw it anew. */
  readonly larger?: readonly Resolution[];
  readonly hasParent?: boolean;
  /** Only its asker sees it, and there is somewhere to show it to others. */
  readonly canShare?: boolean;
  /** It was refused for its words. */
  readonly isAboutWords?: boolean;
}): readonly Verb[] {
  if (outcome.status === 'failed') {
    const other = outcome.isAboutWords ? (['rephrase'] as const) : [];
    return [...other, outcome.retried ? 'again' : 'retry'];
  }
  if (outcome.status === 'canceled') return ['again'];
  const larger = (['2k', '4k'] as const).filter((resolution) => outcome.larger?.includes(resolution));
  return [
    ...(['again', 'edit', 'vary', 'region'] as const),
    ...(outcome.hasParent ? (['undo'] as const) : []),
    ...(outcome.canShare ? (['share'] as const) : []),
    ...larger,
    ...(['original', 'favourite', 'add', 'sticker', 'delete', 'report'] as const),
  ];
}
