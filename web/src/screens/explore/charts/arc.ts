export const onCircle = (x: number, y: number, radius: number, angle: number): readonly [number, number] => [x + radius * Math.sin(angle), y - radius * Math.cos(angle)]
