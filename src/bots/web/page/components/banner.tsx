import type { ComponentChildren } from 'preact';

/** Something that stands in the way for now, said over the composer. */
export function Banner({ children }: { children: ComponentChildren }) {
  return (
    <p class="banner" role="alert">
      {children}
    </p>
  );
}
