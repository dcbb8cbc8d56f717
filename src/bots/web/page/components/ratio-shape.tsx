/** The outline of a ratio such as `16:9`; a dashed square for `auto`. */
export function RatioShape({ ratio }: { ratio: string }) {
  const [width = 1, height = 1] = ratio === 'auto' ? [1, 1] : ratio.split(':').map(Number);
  const scale = 18 / Math.max(width, height);
  // Every shape keeps about the same weight on the eye.
  const w = Math.max(5, width * scale * (width === height ? 0.8 : 1));
  const h = Math.max(5, height * scale * (width === height ? 0.8 : 1));
  return (
    <svg
      class={ratio === 'auto' ? 'shape shape-auto' : 'shape'}
      viewBox="0 0 22 22"
      aria-hidden="true"
      focusable="false"
    >
      <rect x={11 - w / 2} y={11 - h / 2} width={w} height={h} rx="1.8" />
    </svg>
  );
}
