import type { ComponentChildren } from 'preact';

interface Props {
  readonly width: number;
  readonly height: number;
  readonly count?: number;
  readonly children: ComponentChildren;
}

/** The mat around one picture, or around several in a grid, in the shape of what is or will be in it. */
export function Frame({ width, height, count = 1, children }: Props) {
  const shape = { '--shape': `${width} / ${height}`, '--proportion': (width / height).toFixed(4) };
  return (
    <div class={count > 1 ? `frame frame-many frame-${count}` : 'frame'} style={shape}>
      {children}
    </div>
  );
}
