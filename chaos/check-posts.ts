import type { CaseFile } from './case-file.ts';
import type { Asked, BotMessage } from './evidence.ts';
import type { Finding, Remark } from './findings.ts';
import { isUnfinished } from './check-outcomes.ts';

/** Each picture once, in its place, and nobody else's words. */
export function checkPosts(file: CaseFile, marker: RegExp): { findings: Finding[]; remarks: Remark[] } {
  return {
    findings: [...doubled(file), ...misplaced(file), ...foreign(file, marker), ...toldTwice(file)],
    remarks: leftOver(file),
  };
}

function doubled(file: CaseFile): Finding[] {
  const showing = new Map<string, BotMessage[]>();
  for (const message of file.platforms.messages) {
    for (const picture of message.pictures) {
      const known = showing.get(picture) ?? [];
      // A photo and, where Telegram refused it as such, the same file as a document in the same message are one post.
      if (!known.includes(message)) showing.set(picture, [...known, message]);
    }
  }
  const findings: Finding[] = [];
  for (const [picture, messages] of showing) {
    if (messages.length < 2) continue;
    // What a moderator deleted has to be posted anew.
    if (messages.filter(({ takenAway }) => !takenAway).length < 2) continue;
    const owner = file.ownerOfPicture.get(picture);
    findings.push({
      kind: 'posts-doubled',
      text: `a picture stands in ${messages.map(({ platform, place, id, visible }) => `${platform}:${place}:${id}${visible ? '' : ' (deleted)'}`).join(' and ')}`,
      ...(owner ? { generationId: owner.id } : {}),
    });
  }
  return findings;
}

function misplaced(file: CaseFile): Finding[] {
  const findings: Finding[] = [];
  for (const message of file.platforms.messages) {
    for (const picture of message.pictures) {
      const generation = file.ownerOfPicture.get(picture);
      const ask = generation && file.askOf.get(generation.id);
      if (!generation || !ask) continue;
      const isHere = ask.places.includes(message.place) && ask.userId.startsWith(`${message.platform}:`);
      const isForAll = message.onlyFor === undefined;
      if (isHere && !(ask.private && isForAll)) continue;
      if (message.onlyFor === ask.userId) continue;
      findings.push({
        kind: 'posts-misplaced',
        generationId: generation.id,
        text: `${ask.private ? 'private ' : ''}picture for ${ask.places.join(' or ')} stands in ${message.place}${isForAll ? '' : ` for ${message.onlyFor}`}`,
      });
    }
  }
  return findings;
}

/** Words of one request in the answer to another, or before eyes that have nothing to do with it. */
function foreign(file: CaseFile, marker: RegExp): Finding[] {
  const findings: Finding[] = [];
  const answers = new Map<string, Asked>();
  const replies = new Map<string, Asked>();
  const asksOf = new Map<string, Asked[]>();
  for (const ask of file.asked) {
    asksOf.set(ask.marker, [...(asksOf.get(ask.marker) ?? []), ask]);
    if (ask.key?.startsWith('discord:')) answers.set(ask.key, ask);
    // Ids of messages mean something in their own chat only, which is the first of the places.
    if (ask.messageId !== undefined) {
      replies.set(`${ask.userId.split(':')[0]}:${ask.places[0]}:${ask.messageId}`, ask);
    }
  }
  for (const message of file.platforms.messages) {
    const found = new Set(message.texts.flatMap((text) => text.match(marker) ?? []));
    const bound =
      answers.get(`discord:${message.answerTo ?? ''}`) ??
      (message.replyTo === undefined
        ? undefined
        : replies.get(`${message.platform}:${message.place}:${message.replyTo}`));
    for (const one of found) {
      const asks = asksOf.get(one) ?? [];
      const isOwn =
        bound === undefined ||
        bound.marker === one ||
        message.buttons.some((button) => button.startsWith('show:'));
      const isHere = asks.some(
        (ask) =>
          (message.onlyFor === undefined || message.onlyFor === ask.userId) &&
          (ask.places.includes(message.place) || message.onlyFor === ask.userId) &&
          !(ask.private && message.onlyFor === undefined),
      );
      if (isOwn && isHere) continue;
      findings.push({
        kind: 'prompt-of-others',
        marker: one,
        text: `${one} stands in ${message.platform}:${message.place}:${message.id}, which belongs to ${bound?.marker ?? message.onlyFor ?? 'everybody'}`,
      });
    }
  }
  return findings;
}

/** Two outcomes for one request, such as an excuse and a picture. */
function toldTwice(file: CaseFile): Finding[] {
  const findings: Finding[] = [];
  const byAnswer = new Map<string, BotMessage[]>();
  for (const message of file.platforms.messages) {
    if (!message.visible || isUnfinished(message)) continue;
    const key = message.answerTo === undefined ? undefined : `discord:${message.answerTo}`;
    if (key !== undefined) byAnswer.set(key, [...(byAnswer.get(key) ?? []), message]);
  }
  for (const ask of file.asked) {
    const told = byAnswer.get(ask.key ?? '') ?? [];
    if (told.length < 2) continue;
    findings.push({
      kind: 'outcomes-doubled',
      marker: ask.marker,
      text: `${ask.what} was answered ${told.length} times: ${told.map(({ text }) => `“${text.slice(0, 80).replaceAll('\n', ' ')}”`).join(', ')}`,
    });
  }
  return findings;
}

/** Status messages that never became anything; platforms that lose an answer leave some behind. */
function leftOver(file: CaseFile): Remark[] {
  const known = new Set(
    file.store.generations.flatMap(({ delivery }) => delivery.receipt?.messages.map(({ key }) => key) ?? []),
  );
  return file.platforms.messages
    .filter((message) => message.visible && isUnfinished(message))
    .filter(({ platform, place, id }) => !known.has(`${platform}:${place}:${id}`))
    .map((message) => ({
      what: `status messages without an outcome on ${message.platform}`,
      text: `${message.place}:${message.id} “${message.text.slice(0, 80)}”${message.loading ? ' (loading)' : ''}`,
    }));
}
