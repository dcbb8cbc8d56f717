import type { Preset, PresetWords } from '../ports/presets.ts';

function preset(name: string, template: string, words: PresetWords): Preset {
  return { name, template, words, referenceCount: 0, origin: 'built-in' };
}

/** What everybody has, until an operator or a server says otherwise. */
export const builtInPresets: readonly Preset[] = [
  preset(
    'avatar',
    'Profile picture of {prompt}: head and shoulders, centred, facing the viewer, plain background, crisp edges, readable at a small size',
    { ratio: '1:1', quality: 'medium' },
  ),
  preset(
    'banner',
    'Wide header image of {prompt}: subject off-centre, calm empty space on one side for a title, no text',
    { ratio: '3:1' },
  ),
  preset(
    'icon',
    'App icon of {prompt}: one simple bold shape, centred, soft gradient background, no text, readable at 32 pixels',
    { ratio: '1:1' },
  ),
  preset(
    'logo',
    'Logo for {prompt}: flat vector style, two or three colours, clean geometry, white background, nothing else in the picture',
    { ratio: '1:1', quality: 'high' },
  ),
  preset('photo', 'Photograph of {prompt}: natural light, 50 mm lens, shallow depth of field, true colours', {
    ratio: '3:2',
    quality: 'high',
  }),
  preset(
    'poster',
    'Poster of {prompt}: one striking central image, strong composition, limited palette, bold typography only where words are asked for',
    { ratio: '2:3', quality: 'high' },
  ),
  preset(
    'product-shot',
    'Studio product photograph of {prompt}: seamless light background, soft shadow, even lighting, sharp detail, true colours',
    { ratio: '1:1', quality: 'high' },
  ),
  preset(
    'sticker',
    'Die-cut sticker of {prompt}: bold outline, thick white border, flat bright colours, plain single-coloured background, whole subject in view',
    { ratio: '1:1' },
  ),
  preset(
    'wallpaper',
    'Desktop wallpaper of {prompt}: wide scene, rich detail at the edges, calm centre, no text and no borders',
    { ratio: '16:9', resolution: '2k' },
  ),
];
