import type { Core } from '../../../core/core.ts';
import type { MessageTranslator } from '../messages.ts';
import { errorText } from '../refusal-text.ts';
import type { ReportButton } from '../report-buttons.ts';
import { carryOutAdminOrder } from './carry-out-admin-order.ts';

export interface DecisionDependencies {
  readonly core: Core;
  readonly translator: MessageTranslator;
  readonly now: () => number;
  /** Of the press: the same one decides once. */
  readonly key: string;
}

/** Why this person may not decide about reports; undefined for those who run the bot. */
export function refusedDecider(
  userId: string,
  { core, translator }: Pick<DecisionDependencies, 'core' | 'translator'>,
): string | undefined {
  return core.isAdmin(userId) ? undefined : errorText('admin-only', translator);
}

/** Deletes the post, or sets the report aside. Resolves to the sentence that says so. */
export async function decideReport(
  { kind, generationId, index }: ReportButton,
  userId: string,
  { core, translator }: Pick<DecisionDependencies, 'core' | 'translator'>,
): Promise<string> {
  const picture = { generationId, index };
  if (kind === 'dismiss') {
    await core.moderation.dismiss(userId, picture);
    return translator.say('report.dismissed');
  }
  const isKnown = await core.moderation.takeDown(userId, picture);
  return translator.say(isKnown ? 'report.removing' : 'answer.gone');
}

/** Keeps the asker of a reported picture out. Resolves to the sentence that says so. */
export async function blockAsker(
  generationId: string,
  wish: { readonly userId: string; readonly reason: string },
  { core, translator, now, key }: DecisionDependencies,
): Promise<string> {
  const generation = await core.get(generationId);
  if (!generation) return translator.say('answer.gone');
  const { userId: asker } = generation.requester;
  const reason = wish.reason.replace(/\s+/gu, ' ').trim().slice(0, maxReason);
  const order = { kind: 'block', userId: asker, reason } as const;
  const { lines } = await carryOutAdminOrder(order, { userId: wish.userId }, { core, translator, now, key });
  return lines.join('\n');
}

export const maxReason = 300;
