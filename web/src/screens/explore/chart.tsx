import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent, LegendComponent } from 'echarts/components'
import { init, use, type ECharts } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { barHeight, barOption } from './chart-bars.ts'
import { placeLabels, trendOption } from './chart-trend.ts'
import type { ChartWords } from './frame-words.ts'
import type { Names } from './names.ts'
import type { Grid } from './shape.ts'

use([LineChart, BarChart, GridComponent, TooltipComponent, LegendComponent, LabelLayout, SVGRenderer])

const TREND_HEIGHT = 340

/** The drawing. Time runs from left to right in every language. Loaded when a chart is first shown. */
export default function Chart({ kind, grid, names, words }: { readonly kind: 'trend' | 'bar'; readonly grid: Grid; readonly names: Names; readonly words: ChartWords }) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  const height = kind === 'trend' ? TREND_HEIGHT : barHeight(grid)

  useEffect(() => {
    const drawn = init(box.current!, null, { renderer: 'svg' })
    chart.current = drawn
    return () => drawn.dispose()
  }, [])

  useEffect(() => {
    const draw = () => {
      const width = box.current!.clientWidth
      chart.current!.resize({ width, height, silent: true })
      const option = kind === 'trend' ? trendOption(grid, names, words, width) : barOption(grid, names, words, width)
      chart.current!.setOption(option, { notMerge: true })
      if (kind === 'trend') placeLabels(chart.current!, option, width, height)
    }
    const watch = new ResizeObserver(draw)
    watch.observe(box.current!)
    return () => watch.disconnect()
  }, [kind, grid, names, words, height])

  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the drawing is made of many elements, which are read as one picture
  return <div className="chart-place" dir="ltr" role="img" aria-label={words.label} ref={box} style={{ blockSize: height }} />
}
