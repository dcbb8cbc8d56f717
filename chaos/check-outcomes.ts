import { isTerminal, picturesOf, statusOf } from '../src/core/generation/generation.ts';
import type { Generation } from '../src/core/generation/generation.ts';
import type { CaseFile } from './case-file.ts';
import type { Asked, BotMessage } from './evidence.ts';
import type { Finding, Remark } from './findings.ts';

/** One outcome for each request, where it was asked for. */
export function checkOutcomes(file: CaseFile): { findings: Finding[]; remarks: Remark[] } {
  const findings: Finding[] = [];
  const remarks: Remark[] = [];
  for (const ask of file.asked) {
    const generation = file.generationOf.get(ask);
    if (generation) checkAnswered(file, ask, generation, findings, remarks);
    else checkRefused(file, ask, findings, remarks);
  }
  for (const generation of file.store.generations) {
    if (!file.askOf.has(generation.id)) {
      findings.push(about(generation, 'acted-unasked', `nobody asked for generation ${generation.id}`));
    }
  }
  for (const { generation, text } of file.mixedUp) {
    const kind = text.includes('is not on the disk') ? 'outcomes-missing' : 'prompt-of-others';
    findings.push(about(generation, kind, text));
  }
  return { findings, remarks };
}

function checkAnswered(
  file: CaseFile,
  ask: Asked,
  generation: Generation,
  findings: Finding[],
  remarks: Remark[],
): void {
  const status = statusOf(generation);
  if (ask.accepted === 'no' && ask.what !== 'retry') {
    // A message has no acknowledgement but the answer itself.
    if (ask.answerId !== undefined || ask.messageId === undefined) {
      findings.push(about(generation, 'acted-unasked', `${ask.what} was never acknowledged, and bought`));
    }
  }
  if (generation.requester.userId !== ask.userId) {
    findings.push(
      about(
        generation,
        'prompt-of-others',
        `${generation.requester.userId} got what ${ask.userId} asked for`,
      ),
    );
  }
  if (!isTerminal(status)) {
    findings.push(about(generation, 'outcomes-missing', `still ${status}`));
    return;
  }
  if (generation.target.platform === 'web') return;
  const { delivery } = generation;
  if (ask.unreachable) {
    remarks.push({
      what: 'outcomes for people who blocked the bot',
      text: `${generation.id} ${delivery.state}`,
    });
    return;
  }
  if (delivery.state !== 'delivered') {
    findings.push(about(generation, 'outcomes-missing', `${status}, but its delivery is ${delivery.state}`));
    return;
  }
  if (delivery.receipt?.detour === 'kept') {
    remarks.push({
      what: 'outcomes kept for /history',
      text: `${generation.id} (${ask.what}, ${ask.fault ?? 'no fault'})`,
    });
    if (ask.fault === undefined)
      findings.push(about(generation, 'outcomes-missing', 'kept, although nothing was in the way'));
    return;
  }
  checkVisible(file, ask, generation, findings, remarks);
}

function checkVisible(
  file: CaseFile,
  ask: Asked,
  generation: Generation,
  findings: Finding[],
  remarks: Remark[],
): void {
  const receipt = generation.delivery.receipt?.messages ?? [];
  const messages = receipt.flatMap(({ key }) => file.messages.get(key) ?? []);
  const pictures = picturesOf(generation);
  if (messages.length < receipt.length) {
    findings.push(about(generation, 'outcomes-missing', 'its receipt names a message that never was'));
    return;
  }
  if (messages.some(({ takenAway }) => takenAway)) {
    remarks.push({ what: 'outcomes deleted by a moderator', text: generation.id });
    return;
  }
  const gone = messages.filter(({ visible }) => !visible);
  if (gone.length > 0 || messages.length === 0) {
    findings.push(about(generation, 'outcomes-missing', 'the message with its outcome is not there'));
    return;
  }
  const unfinished = messages.find(isUnfinished);
  if (unfinished) {
    findings.push(
      about(generation, 'outcomes-missing', `its message says: ${unfinished.text.slice(0, 200)}`),
    );
    return;
  }
  if (statusOf(generation) !== 'succeeded' || pictures.length === 0) return;
  const shown = messages.reduce((sum, { shownNow }) => sum + shownNow.length, 0);
  // Pictures that came after their part had been given up are kept for the history.
  const promised = generation.parts
    .filter(({ state }) => state === 'succeeded')
    .reduce((sum, { images }) => sum + images.length, 0);
  if (shown >= promised) return;
  if (isUnconfirmed(generation, messages)) {
    const posted = countPosted(file, generation);
    remarks.push({
      what: 'albums whose answer was lost, offered by a button',
      text: `${generation.id}: ${posted} of ${pictures.length} pictures had been posted`,
    });
    return;
  }
  if (messages.some(({ text }) => /is kept, \/history brings it|could not be posted/.test(text))) {
    remarks.push({
      what: 'outcomes kept for /history',
      text: `${generation.id} (${ask.what}, ${ask.fault ?? 'no fault'})`,
    });
    if (ask.fault === undefined)
      findings.push(about(generation, 'outcomes-missing', 'kept, although nothing was in the way'));
    return;
  }
  findings.push(about(generation, 'outcomes-missing', `${shown} of ${promised} pictures are shown`));
}

/** Telegram cannot say whether an album arrived: it is offered instead of being sent again. */
function isUnconfirmed(generation: Generation, messages: readonly BotMessage[]): boolean {
  return (
    generation.target.platform === 'telegram' &&
    messages.some(
      ({ text, buttons }) =>
        text.includes('did not confirm') && buttons.some((one) => one.startsWith('show:')),
    )
  );
}

function countPosted(file: CaseFile, generation: Generation): number {
  const own = new Set(picturesOf(generation).map(({ sha256 }) => sha256));
  const seen = new Set(
    file.platforms.messages.flatMap(({ shownNow }) => shownNow.filter((sha) => own.has(sha))),
  );
  return seen.size;
}

/** Loading, waiting, or on its way. */
export function isUnfinished({ loading, text, buttons, shownNow }: BotMessage): boolean {
  if (loading) return true;
  if (shownNow.length > 0) return false;
  if (buttons.some((button) => /^(again|retry|edit):/.test(button))) return false;
  return (
    buttons.some((button) => button.startsWith('cancel:')) ||
    text.includes('Waiting for a turn') ||
    text.startsWith('Received; getting it ready') ||
    text.includes('the picture is on its way') ||
    text.startsWith('Ready; if the picture')
  );
}

/** No generation came of it: then a sentence must have said so, or nothing was ever acknowledged. */
function checkRefused(file: CaseFile, ask: Asked, findings: Finding[], remarks: Remark[]): void {
  const [platform] = ask.userId.split(':');
  if (platform === 'web') {
    if (ask.accepted === 'yes')
      findings.push({ kind: 'outcomes-missing', marker: ask.marker, text: `${ask.key} is not in the store` });
    else if (ask.accepted === 'unknown')
      remarks.push({ what: 'API requests that nobody answered for a minute', text: ask.marker });
    else countRefusal(ask, ask.refusal ?? '', findings, remarks);
    return;
  }
  if (ask.unreachable) return;
  if (ask.accepted === 'no') {
    remarks.push({
      what: `requests on ${platform} that found nobody, and bought nothing`,
      text: `${ask.what} ${ask.marker}`,
    });
    return;
  }
  if (ask.refusal !== undefined) return countSentence(file, ask, ask.refusal, { findings, remarks });
  const bound = file.platforms.messages.filter(
    (message) =>
      message.platform === platform &&
      ((ask.key !== undefined && `discord:${message.answerTo ?? ''}` === ask.key) ||
        (ask.messageId !== undefined &&
          message.replyTo === ask.messageId &&
          message.place === ask.places[0])),
  );
  const said = bound.find((message) => !isUnfinished(message) && (message.visible || message.takenAway));
  if (said) return countSentence(file, ask, said.text, { findings, remarks });
  if (ask.what === 'retry' && hasShownPicture(file, ask)) {
    remarks.push({ what: 'presses of Retry that the picture was quicker than', text: ask.marker });
    return;
  }
  if (bound.some(({ takenAway }) => takenAway)) return;
  const last = bound.at(-1);
  findings.push({
    kind: 'outcomes-missing',
    marker: ask.marker,
    text: `${ask.what} was acknowledged and nothing came of it${last ? `: “${last.text.slice(0, 120)}”${last.loading ? ' (loading)' : ''}${last.visible ? '' : ' (deleted)'}` : ''}`,
  });
}

/** The sentence that a press of Retry got has to be true, where nothing was made for it. */
function countSentence(
  file: CaseFile,
  ask: Asked,
  text: string,
  { findings, remarks }: { findings: Finding[]; remarks: Remark[] },
): void {
  const isLie =
    text.includes('tried again already') || (text.includes('came after all') && !hasShownPicture(file, ask));
  if (ask.what === 'retry' && isLie) {
    findings.push({
      kind: 'outcomes-missing',
      marker: ask.marker,
      text: `retry was answered with what is not true: ${text}`,
    });
  }
  countRefusal(ask, text, findings, remarks);
}

/** Whether what was to be retried is shown by now: nobody knew whether it was taken, and it was. */
function hasShownPicture({ byMarker, messages }: CaseFile, { marker }: Asked): boolean {
  return (byMarker.get(marker) ?? []).some(
    (generation) =>
      statusOf(generation) === 'succeeded' &&
      generation.delivery.receipt?.messages.some(({ key }) => (messages.get(key)?.shownNow.length ?? 0) > 0),
  );
}

function countRefusal(ask: Asked, text: string, findings: Finding[], remarks: Remark[]): void {
  const isQuota = /pictures? a day|quota-exceeded/.test(text);
  if (isQuota && !ask.greedy) {
    findings.push({
      kind: 'charged-wrongly',
      marker: ask.marker,
      text: `refused far below the limit: ${text.slice(0, 160)}`,
    });
  }
  const what = isQuota
    ? 'requests refused for the daily limit'
    : /waiting already|queue-full/.test(text)
      ? 'requests refused for a full queue'
      : 'requests answered with another sentence';
  if (/is kept|\/history/.test(text)) {
    findings.push({
      kind: 'outcomes-missing',
      marker: ask.marker,
      text: `nothing was made, but told: ${text.slice(0, 160)}`,
    });
  }
  remarks.push({ what, text: `${ask.what} ${ask.marker}: ${text.slice(0, 160)}` });
}

function about(generation: Generation, kind: Finding['kind'], text: string): Finding {
  return { kind, text, generationId: generation.id };
}
