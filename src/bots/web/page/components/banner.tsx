import type { ComponentChildren } from 'preact';

export function Banner({ tone, children }: { tone: 'quiet' | 'warning'; children: ComponentChildren }) {
  return (
    <p class={`banner banner-${tone}`} role={tone === 'warning' ? 'alert' : 'note'}>
      {children}
    </p>
  );
}
