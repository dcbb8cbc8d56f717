import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

/** Why there is no picture, and what can be done about it. */
export function ProblemNote({ text, children }: { text: string; children?: ComponentChildren }) {
  return (
    <div class="problem-note">
      <Icon name="warning" />
      <div>
        <p dir="auto">{text}</p>
        {children}
      </div>
    </div>
  );
}
