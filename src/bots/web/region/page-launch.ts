/** Who opened the painter from inside a chat app, as that app vouches for it. */
export type LaunchProof =
  | { readonly kind: 'verified'; readonly userId: string }
  /** Not from that app, or for another bot. */
  | { readonly kind: 'forged' }
  | { readonly kind: 'old' };

/** A chat app that opens the painter inside itself. */
export interface PageLaunch {
  /** Origins that may show the page in a frame. */
  readonly frameOrigins: readonly string[];
  /** Checks what the app handed to the page. */
  verify(launchData: string): LaunchProof;
}

/** The header in which the page hands on what the app gave it. */
export const launchHeader = 'x-launch-data';
