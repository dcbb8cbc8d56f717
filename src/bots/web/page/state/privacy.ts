import type { PrivacyView } from '../../api/privacy-view.ts';
import { api, ask } from '../api/client.ts';
import { chat } from './chat-actions.ts';
import { announce } from './announcer.ts';
import { emptyChat, inserted } from './chat.ts';
import { composer, detachOwn, leaveEdit } from './composer.ts';
import { renewSettings } from './settings.ts';
import { randomKey } from './random-key.ts';

/** Shows what is stored about whoever asks, with what they can do about it. */
export async function showPrivacy(asked: string): Promise<void> {
  const view = await ask<PrivacyView>('/api/privacy');
  const key = randomKey();
  chat.update((current) => inserted(current, { kind: 'privacy', key, createdAt: Date.now(), asked, view }));
  announce(view.lines.join(' '));
}

/** Deletes everything; nothing but the sentence that says so is left on the page. */
export async function deleteEverything(asked: string): Promise<void> {
  const { message } = await api.forgetMe();
  chat.update(() =>
    inserted(emptyChat, { kind: 'note', key: randomKey(), createdAt: Date.now(), asked, answer: message }),
  );
  announce(message);
  for (const one of composer.get().references) if (one.kind === 'own') detachOwn(one.id);
  leaveEdit();
  await renewSettings();
}
