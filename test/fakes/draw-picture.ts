import sharp from 'sharp';

export interface PictureWish {
  readonly prompt: string;
  readonly variant: number;
  readonly width: number;
  readonly height: number;
  /** File of a reference: it stays recognisable in the result. */
  readonly from?: string | undefined;
}

/** A quiet landscape in colours that follow from the prompt, as PNG. */
export async function drawPicture({ prompt, variant, width, height, from }: PictureWish): Promise<Buffer> {
  const svg = Buffer.from(landscapeOf(hashOf(`${prompt} ${variant}`), width, height));
  if (from === undefined) return sharp(svg).png().toBuffer();
  const veil = await sharp(svg).ensureAlpha(0.35).png().toBuffer();
  return sharp(from)
    .resize(width, height, { fit: 'cover' })
    .composite([{ input: veil }])
    .png()
    .toBuffer();
}

export async function drawPreview(prompt: string, size: { width: number; height: number }): Promise<Buffer> {
  const bytes = await drawPicture({ prompt, variant: 0, ...size });
  return sharp(bytes).resize(256, 256, { fit: 'inside' }).blur(6).jpeg({ quality: 60 }).toBuffer();
}

function landscapeOf(seed: number, width: number, height: number): string {
  const hue = seed % 360;
  const sun = {
    x: width * (0.25 + ((seed >> 3) % 50) / 100),
    y: height * 0.38,
    r: Math.min(width, height) * 0.13,
  };
  const hills = [0, 1, 2, 3].map((layer) => {
    const top = height * (0.5 + layer * 0.12);
    const swing = height * (0.1 - layer * 0.015);
    const points = Array.from({ length: 13 }, (_, step) => {
      const phase = step * 0.9 + ((seed >> (layer * 4)) % 17);
      return `${((width / 12) * step).toFixed(1)},${(top - Math.sin(phase) * swing).toFixed(1)}`;
    });
    const colour = `hsl(${(hue + 200 + layer * 14) % 360} ${38 + layer * 5}% ${58 - layer * 13}%)`;
    return `<path fill="${colour}" d="M0,${height} L${points.join(' L')} L${width},${height} Z"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
<stop offset="0" stop-color="hsl(${(hue + 215) % 360} 55% 46%)"/><stop offset=".6" stop-color="hsl(${(hue + 20) % 360} 82% 78%)"/>
<stop offset="1" stop-color="hsl(${(hue + 40) % 360} 90% 88%)"/></linearGradient></defs>
<rect width="100%" height="100%" fill="url(#sky)"/>
<circle cx="${sun.x}" cy="${sun.y}" r="${sun.r * 1.7}" fill="hsl(${(hue + 40) % 360} 95% 90%)" opacity=".25"/>
<circle cx="${sun.x}" cy="${sun.y}" r="${sun.r}" fill="hsl(${(hue + 40) % 360} 95% 88%)"/>${hills.join('')}</svg>`;
}

function hashOf(text: string): number {
  let hash = 2166136261;
  for (const unit of text) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 16777619);
  return hash >>> 1;
}
