import { createStore } from './store.ts';

/** The latest thing that somebody who does not see the page should hear. */
export const announcement = createStore('');

export function announce(text: string): void {
  announcement.set(text);
}
