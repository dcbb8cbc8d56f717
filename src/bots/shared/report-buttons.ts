/** What stands under a report to somebody who may decide about it. */
export interface ReportButton {
  readonly kind: ReportDecision;
  readonly generationId: string;
  /** Position among the generation's pictures, from 0. */
  readonly index: number;
}

const decisions = ['remove', 'block', 'dismiss'] as const;
type ReportDecision = (typeof decisions)[number];

export function buildReportButtonId({ kind, generationId, index }: ReportButton): string {
  return `rp:${kind}:${generationId}:${index}`;
}

/** Undefined for anything that no button of these carries. */
export function parseReportButtonId(text: string): ReportButton | undefined {
  const [, word, generationId, index] = /^rp:([a-z]+):([\w-]{1,40}):(\d{1,2})$/.exec(text) ?? [];
  const kind = decisions.find((one) => one === word);
  if (!kind || generationId === undefined) return undefined;
  return { kind, generationId, index: Number(index) };
}

/** The buttons for a report; where nothing was posted there is no post to delete. */
export function reportButtons(
  notice: { readonly generationId: string; readonly index?: number; readonly isPosted?: boolean },
  mayDecide: boolean | undefined,
): readonly ReportButton[] {
  const { generationId, index, isPosted } = notice;
  if (!mayDecide || index === undefined) return [];
  const kinds = decisions.filter((kind) => kind !== 'remove' || isPosted === true);
  return kinds.map((kind) => ({ kind, generationId, index }));
}
