import fc from 'fast-check';

/** Any UTF-16 units in any order, halves of pairs included; mostly those that people type. Quicker to set up than `fc.string`. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  const unit = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 0x0a, 0xd83e, 0xdd8a, 0x200d, 0x202e, 0x2028, 0x72d0) },
  );
  return fc.array(unit, { maxLength }).map((units) => String.fromCharCode(...units));
}
