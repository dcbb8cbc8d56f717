import type { SettingsView } from '../../api/settings-view.ts';
import { api, ask } from '../api/client.ts';
import { pageLocale, say, speak } from '../say.ts';
import { announce } from './announcer.ts';
import { loadLatest } from './chat-actions.ts';
import { config } from './config.ts';
import { settle } from './parameters.ts';
import { createStore } from './store.ts';

/** What is settled; known as soon as the page is. */
export const settings = createStore<SettingsView>({ rows: [], settled: {} });

export const areSettingsOpen = createStore(false);

/** Settles one thing at once; `none` takes it back. @throws ApiError */
export async function change(name: string, value: string): Promise<void> {
  const body = JSON.stringify({ [name]: value });
  const headers = { 'content-type': 'application/json' };
  const view = await ask<SettingsView>('/api/settings', { method: 'PATCH', body, headers });
  const before = pageLocale.get();
  settings.set(view);
  settle(view.settled);
  speak(view.settled.language);
  announce(say('settings.saved'));
  if (pageLocale.get() === before) return;
  // What the server said stands there in the old language.
  await Promise.all([renewSettings(), loadLatest()]);
}

/** Looks anew at what is settled and what can be asked for. @throws ApiError */
export async function renewSettings(): Promise<void> {
  const fresh = await api.config();
  config.set(fresh);
  settings.set(fresh.settings);
  settle(fresh.settings.settled);
  speak(fresh.settings.settled.language);
}
