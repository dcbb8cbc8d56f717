import type { PictureFormat } from './pictures.ts';
import type { PlannedPicture } from './tasks.ts';

/**
 * The table of the gccai documentation, written out by hand and in full, so that it checks the program's own table
 * instead of sharing it. Columns: 1k, 2k, 4k.
 */
const table: Record<string, readonly [string, string, string]> = {
  '1:1': ['1024x1024', '2048x2048', '2880x2880'],
  '3:2': ['1536x1024', '2048x1360', '3520x2336'],
  '2:3': ['1024x1536', '1360x2048', '2336x3520'],
  '4:3': ['1024x768', '2048x1536', '3312x2480'],
  '3:4': ['768x1024', '1536x2048', '2480x3312'],
  '5:4': ['1280x1024', '2560x2048', '3216x2576'],
  '4:5': ['1024x1280', '2048x2560', '2576x3216'],
  '16:9': ['1536x864', '2048x1152', '3840x2160'],
  '9:16': ['864x1536', '1152x2048', '2160x3840'],
  '2:1': ['2048x1024', '2688x1344', '3840x1920'],
  '1:2': ['1024x2048', '1344x2688', '1920x3840'],
  '3:1': ['1536x512', '3072x1024', '3840x1280'],
  '1:3': ['512x1536', '1024x3072', '1280x3840'],
  '21:9': ['2016x864', '2688x1152', '3840x1648'],
  '9:21': ['864x2016', '1152x2688', '1648x3840'],
};

export const tableRatios: readonly string[] = Object.keys(table);
const tiers = ['1k', '2k', '4k'];

/** Undefined for a ratio or a resolution outside the table. */
export function tableSize(ratio: string, resolution: string): string | undefined {
  return table[ratio]?.[tiers.indexOf(resolution)];
}

/** `"1536x864"` → its edges; undefined for anything else. */
export function parseSize(size: string): { width: number; height: number } | undefined {
  const match = /^(\d{1,5})x(\d{1,5})$/.exec(size);
  return match ? { width: Number(match[1]), height: Number(match[2]) } : undefined;
}

export function isTableSize(size: string): boolean {
  return Object.values(table).some((row) => row.includes(size));
}

/** The rule of GPT-Image-2 for custom sizes; `maxRatio` is 3, which some gateways take as "strictly less". */
export function isLegalCustomSize(size: string, ratioRule: 'up-to-3' | 'below-3' = 'up-to-3'): boolean {
  const edges = parseSize(size);
  if (!edges) return false;
  const { width, height } = edges;
  const pixels = width * height;
  const ratio = Math.max(width / height, height / width);
  return (
    width % 16 === 0 &&
    height % 16 === 0 &&
    Math.max(width, height) <= 3840 &&
    (ratioRule === 'up-to-3' ? ratio <= 3 : ratio < 3) &&
    pixels >= 655_360 &&
    pixels <= 8_294_400
  );
}

/** `count` pictures of a size such as `"1536x864"`. */
export function plannedPictures(size: string, format: PictureFormat, count: number): PlannedPicture[] {
  const edges = parseSize(size) ?? { width: 1024, height: 1024 };
  return Array.from({ length: count }, () => ({ ...edges, format }));
}

/** The word of the resolution whose column holds a size, else the one its pixel count is nearest to. */
export function tierOf(size: string): '1k' | '2k' | '4k' {
  const edges = parseSize(size) ?? { width: 1024, height: 1024 };
  for (const row of Object.values(table)) {
    const column = row.indexOf(size);
    if (column >= 0) return (['1k', '2k', '4k'] as const)[column] ?? '1k';
  }
  const pixels = edges.width * edges.height;
  if (pixels <= 2_200_000) return '1k';
  return pixels <= 5_300_000 && Math.max(edges.width, edges.height) <= 3072 ? '2k' : '4k';
}
