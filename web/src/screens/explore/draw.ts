import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent, LegendComponent } from 'echarts/components'
import { init, use, type ECharts } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import { barOption } from './chart-bars.ts'
import { heightOf } from './chart-height.ts'
import { placeLabels, trendOption } from './chart-trend.ts'
import type { ChartWords } from './frame-words.ts'
import type { Names } from './names.ts'
import type { Grid } from './shape.ts'

use([LineChart, BarChart, GridComponent, TooltipComponent, LegendComponent, LabelLayout, SVGRenderer])

/** What is drawn, and how. */
export type Drawn = { readonly kind: 'trend' | 'bar'; readonly grid: Grid; readonly names: Names; readonly words: ChartWords }

/** Draws into a place of the page, and again whenever its width changes. Returns what ends it. */
export function drawInto(box: HTMLElement, drawn: Drawn): () => void {
  const chart = init(box, null, { renderer: 'svg', height: heightOf(drawn) })
  const watch = new ResizeObserver(() => {
    chart.resize({ width: box.clientWidth, height: heightOf(drawn), silent: true })
    draw(chart, drawn, box.clientWidth)
  })
  watch.observe(box)
  return () => {
    watch.disconnect()
    chart.dispose()
  }
}

/** The drawing by itself, as SVG of a width. */
export function drawAlone(drawn: Drawn, width: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: heightOf(drawn) })
  draw(chart, drawn, width)
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

function draw(chart: ECharts, drawn: Drawn, width: number): void {
  const { kind, grid, names, words } = drawn
  const option = kind === 'trend' ? trendOption(grid, names, words, width) : barOption(grid, names, words, width)
  chart.setOption(option, { notMerge: true })
  if (kind === 'trend') placeLabels(chart, option, width, heightOf(drawn))
}
