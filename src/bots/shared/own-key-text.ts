import type { KeepResult, KeptKey, OwnKeys } from '../../core/ports/own-keys.ts';
import type { MessageTranslator } from './messages.ts';

export interface OwnKeyTextOptions {
  readonly translator: MessageTranslator;
  /** What users read for a gateway's id; the id itself where nothing is known. */
  readonly providerTitle?: ((id: string) => string) | undefined;
}

/** Which keys of theirs are kept, a line each; else how to bring one. */
export function keptKeyLines(
  kept: readonly KeptKey[],
  { gateways }: Pick<OwnKeys, 'gateways'>,
  options: OwnKeyTextOptions,
): readonly string[] {
  const { translator } = options;
  if (kept.length === 0) {
    if (gateways.length === 0) return [translator.say('own-key.off')];
    return [translator.say('own-key.none', { providers: titlesOf(gateways, options) })];
  }
  return kept.map(({ gateway, end }) => {
    const provider = titlesOf([gateway], options);
    if (end === undefined) return translator.say('own-key.line-unreadable', { provider });
    return translator.say('own-key.line', { provider, end });
  });
}

/** What became of a key that somebody gave. */
export function keepText(
  result: KeepResult,
  { gateways }: Pick<OwnKeys, 'gateways'>,
  options: OwnKeyTextOptions,
): string {
  const { translator } = options;
  switch (result.kind) {
    case 'kept': {
      const { gateway, end = '' } = result.key;
      return translator.say('own-key.kept', { provider: titlesOf([gateway], options), end });
    }
    case 'not-a-key':
      return translator.say('own-key.not-a-key');
    case 'not-offered':
      if (gateways.length === 0) return translator.say('own-key.off');
      // Ids, because that is what has to be typed.
      return translator.say('own-key.not-offered', { providers: gateways.join(', ') });
  }
}

/** What was removed; how to bring a key where there was none. */
export function removedText(
  removed: readonly string[],
  ownKeys: Pick<OwnKeys, 'gateways'>,
  options: OwnKeyTextOptions,
): string {
  if (removed.length === 0) return keptKeyLines([], ownKeys, options).join('\n');
  return options.translator.say('own-key.removed', { providers: titlesOf(removed, options) });
}

function titlesOf(ids: readonly string[], { providerTitle }: OwnKeyTextOptions): string {
  return ids.map((id) => providerTitle?.(id) ?? id).join(', ');
}
