/** What the buttons under /privacy do, always with what is stored about whoever presses. */
export const privacyWishes = ['export', 'delete', 'delete-all', 'keep'] as const;
export type PrivacyWish = (typeof privacyWishes)[number];

/** `privacy:<wish>`. */
export function buildPrivacyButtonId(wish: PrivacyWish): string {
  return `privacy:${wish}`;
}

/** Undefined for anything that no such button carries. */
export function parsePrivacyButtonId(text: string): PrivacyWish | undefined {
  return privacyWishes.find((wish) => text === buildPrivacyButtonId(wish));
}
