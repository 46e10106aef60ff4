// Draws every chart of the page from the data in the page, or served under /charts/. A click opens
// the list behind a bar; the table below has the same values for those who cannot see the drawing.
(() => {
  "use strict";

  const INK = "#39424f";
  const UNNAMED = "rgb(120, 144, 180)";
  const LIGHT_GROUND = "rgba(255, 255, 255, 0.88)";
  const isNarrow = (chart) => chart.width < 420;
  // Tones differ by pattern as well, for black and white paper.
  const PATTERNS = {
    blue: "falling",
    purple: "dots",
    slate: "level",
    yellow: "rising",
    watch: "dots",
    green: "level",
  };
  const OUTLINED = new Set(["pale", "grey", "watch", "yellow"]);

  const STROKES = {
    falling: [[0, 0, 8, 8], [-4, 4, 4, 12], [4, -4, 12, 4]],
    rising: [[0, 8, 8, 0], [-4, 4, 4, -4], [4, 12, 12, 4]],
    level: [[0, 4, 8, 4]],
  };

  function drawDots(pen) {
    pen.beginPath();
    pen.arc(4, 4, 1.3, 0, 2 * Math.PI);
    pen.fill();
  }

  function drawStrokes(pen, strokes) {
    for (const [x1, y1, x2, y2] of strokes) {
      pen.beginPath();
      pen.moveTo(x1, y1);
      pen.lineTo(x2, y2);
      pen.stroke();
    }
  }

  function ground(dataset) {
    if (dataset.tone === "unreported") return "#ffffff";
    const kind = PATTERNS[dataset.tone];
    if (!kind) return dataset.color;
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    pen.fillStyle = dataset.color;
    pen.fillRect(0, 0, 8, 8);
    const dark = OUTLINED.has(dataset.tone) ? "rgba(60, 50, 10, 0.55)" : "rgba(255, 255, 255, 0.5)";
    pen.strokeStyle = pen.fillStyle = dark;
    pen.lineWidth = 1.4;
    if (kind === "dots") drawDots(pen);
    else drawStrokes(pen, STROKES[kind]);
    return pen.createPattern(tile, "repeat");
  }

  function lineOf(dataset) {
    const dashed = dataset.tone === "slate";
    return {
      borderColor: dataset.color,
      backgroundColor: dataset.color,
      borderWidth: 2,
      borderDash: dashed ? [6, 4] : [],
      pointStyle: dashed ? "rect" : "circle",
      pointRadius: 3,
      order: 0,
    };
  }

  // The bars that the title names are darker than the others.
  function grounds(dataset, data) {
    if (data.datasets.length > 1 || !data.named.length) return ground(dataset);
    return data.labels.map((label, number) => (data.named.includes(number) ? dataset.color : UNNAMED));
  }

  function barOf(dataset, data) {
    const outlined = OUTLINED.has(dataset.tone) || dataset.tone === "unreported";
    return {
      backgroundColor: grounds(dataset, data),
      borderColor: outlined ? "#6b7481" : dataset.color,
      borderWidth: outlined ? 1 : 0,
      maxBarThickness: 46,
      order: 1,
    };
  }

  // A value of nothing draws no bar; the smallest other one still shows.
  function barsOf(dataset, data) {
    return {
      ...barOf(dataset, data),
      data: dataset.data.map((value) => value || null),
      minBarLength: data.stacked ? 0 : 2,
      categoryPercentage: data.datasets.length > 2 && !data.stacked ? 0.94 : 0.8,
    };
  }

  function datasetOf(dataset, data) {
    const axis = data.horizontal ? "xAxisID" : "yAxisID";
    return {
      ...dataset,
      ...(dataset.type === "line" ? lineOf(dataset) : barsOf(dataset, data)),
      [axis]: dataset.axis,
      stack: dataset.stack || (data.stacked ? "all" : undefined),
    };
  }

  // Beside a fixed line captions would meet it: they are part of the label of the bar.
  function isBesideLabel(data) {
    return data.horizontal && Boolean(data.line);
  }

  // A caption inside a stacked bar is drawn only where the bar is wide enough for it.
  function fits(context, data) {
    const caption = context.dataset.captions[context.dataIndex];
    if (!caption || isBesideLabel(data)) return false;
    if (!data.stacked) return "auto";
    const bar = context.chart.getDatasetMeta(context.datasetIndex).data[context.dataIndex];
    const length = data.horizontal ? Math.abs(bar.x - bar.base) : Math.abs(bar.y - bar.base);
    return length >= 7 * caption.length + 5;
  }

  // Columns that stand close carry their captions upright.
  function isCrowded(chart, data) {
    const columns = data.datasets.filter((dataset) => dataset.type !== "line").length;
    return !data.horizontal && chart.width < 44 * columns * data.labels.length;
  }

  // Where a caption is anchored to its bar and on which side of that it is drawn: under lines at the
  // foot of the bar, so that it does not meet them.
  function place({ dataset }, data) {
    if (data.stacked) return ["center", "center"];
    if (dataset.type === "line") return ["end", "top"];
    const underLines = data.datasets.some((one) => one.type === "line");
    return underLines ? ["start", "end"] : ["end", "end"];
  }

  function captions(data) {
    return {
      display: (context) => fits(context, data),
      formatter: (value, context) => context.dataset.captions[context.dataIndex],
      anchor: (context) => place(context, data)[0],
      align: (context) => place(context, data)[1],
      offset: 1,
      rotation: ({ chart, dataset }) =>
        dataset.type !== "line" && isCrowded(chart, data) ? -90 : 0,
      clamp: true,
      color: INK,
      backgroundColor: LIGHT_GROUND,
      borderRadius: 2,
      padding: { top: 0, bottom: 0, left: 2, right: 2 },
      font: ({ chart }) => ({ size: chart.isOnPaper ? 9 : 11, lineHeight: 0.9 }),
    };
  }

  function fixedLine(data) {
    if (!data.line) return {};
    const axis = data.horizontal ? "x" : "y";
    return {
      time: {
        type: "line",
        [`${axis}Min`]: data.line.value,
        [`${axis}Max`]: data.line.value,
        [`${axis}ScaleID`]: "first",
        borderColor: INK,
        borderWidth: 1.5,
        borderDash: [6, 4],
        label: {
          display: true,
          content: data.line.label,
          position: "end",
          yAdjust: data.horizontal ? -19 : 0,
          color: INK,
          backgroundColor: LIGHT_GROUND,
          font: { size: 11, weight: "normal" },
          padding: 2,
        },
      },
    };
  }

  function wrapped(text, width) {
    const lines = [];
    for (let at = 0; at < text.length; at += width) lines.push(text.slice(at, at + width));
    return lines;
  }

  // How many characters of a label stand on one line.
  function labelWidth(data, narrow) {
    if (data.horizontal) return narrow ? 8 : 16;
    return narrow && data.labels.length > 5 ? 2 : 8;
  }

  function tickFont({ chart }) {
    return { size: chart.isOnPaper ? 9 : isNarrow(chart) ? 11 : 12, lineHeight: 1.1 };
  }

  function labelOf(data, number) {
    const mark = data.named.includes(number) ? "▶ " : "";
    const caption = isBesideLabel(data) ? ` ${data.datasets[0].captions[number]}` : "";
    return `${mark}${data.labels[number]}${caption}`;
  }

  function labelAxis(data) {
    return {
      stacked: data.stacked,
      grid: { display: false },
      ticks: {
        autoSkip: false,
        maxRotation: 0,
        color: INK,
        font: (context) => ({
          ...tickFont(context),
          weight: data.named.includes(context.index) ? "bold" : "normal",
        }),
        callback(value) {
          return wrapped(labelOf(data, value), labelWidth(data, isNarrow(this.chart)));
        },
      },
    };
  }

  function valueAxis(data, axis, second) {
    const alone = data.horizontal ? "bottom" : "left";
    return {
      axis: data.horizontal ? "x" : "y",
      position: second ? "right" : alone,
      stacked: data.stacked,
      beginAtZero: true,
      grace: ({ chart }) => (data.stacked ? 0 : isCrowded(chart, data) ? "30%" : "12%"),
      grid: { drawOnChartArea: !second, color: "#e6e9ee" },
      title: { display: data.horizontal, text: axis.unit, color: INK },
      ticks: {
        color: INK,
        font: tickFont,
        maxTicksLimit: 7,
        precision: axis.whole ? 0 : undefined,
        callback: (value) => value.toLocaleString("en-US"),
      },
    };
  }

  function scalesOf(data) {
    const scales = { [data.horizontal ? "y" : "x"]: labelAxis(data) };
    scales.first = valueAxis(data, data.axes[0], false);
    if (data.axes[1]) scales.second = valueAxis(data, data.axes[1], true);
    return scales;
  }

  // The unit of an upright axis stands over it, to be read without turning the head.
  const unitsOverAxes = {
    id: "unitsOverAxes",
    afterDraw(chart, args, options) {
      if (!options.axes) return;
      const pen = chart.ctx;
      const { left, right, top } = chart.chartArea;
      pen.save();
      pen.fillStyle = INK;
      pen.font = `12px ${Chart.defaults.font.family}`;
      options.axes.forEach((axis, number) => {
        pen.textAlign = "center";
        pen.fillText(axis.unit, number ? right : left, top - 10);
      });
      pen.restore();
    },
  };

  function roomAround(data) {
    if (!data.horizontal) return { top: 24, right: 12 };
    return { top: data.line ? 22 : 0, right: data.stacked ? 8 : 48 };
  }

  // A line's key is dashed where the line is.
  function keyOf(dataset) {
    if (dataset.type !== "line") return { pointStyle: "rect" };
    return { pointStyle: "line", lineDash: dataset.borderDash.length ? [4, 3] : [] };
  }

  function legend(data) {
    const generate = Chart.defaults.plugins.legend.labels.generateLabels;
    return {
      display: data.datasets.length > 1,
      position: data.horizontal ? "top" : "bottom",
      align: "start",
      labels: {
        boxWidth: 16,
        boxHeight: 10,
        font: tickFont,
        color: INK,
        usePointStyle: true,
        pointStyleWidth: 18,
        generateLabels: (chart) =>
          generate(chart).map((item) => ({
            ...item,
            ...keyOf(chart.data.datasets[item.datasetIndex]),
          })),
      },
    };
  }

  function tooltip() {
    return {
      callbacks: {
        title: (items) => items[0].chart.data.labels[items[0].dataIndex],
        label: ({ dataset, dataIndex }) =>
          ` ${dataset.label}：${dataset.texts[dataIndex]}${dataset.unit === "%" ? "" : " "}${dataset.unit}`,
      },
    };
  }

  function linkUnder(chart, elements) {
    if (!elements.length) return "";
    const { datasetIndex, index } = elements[0];
    return chart.data.datasets[datasetIndex].links[index] || "";
  }

  function optionsOf(data) {
    return {
      indexAxis: data.horizontal ? "y" : "x",
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      layout: { padding: roomAround(data) },
      interaction: { mode: "nearest", intersect: true },
      scales: scalesOf(data),
      plugins: {
        legend: legend(data),
        tooltip: tooltip(),
        datalabels: captions(data),
        annotation: { clip: false, annotations: fixedLine(data) },
        unitsOverAxes: { axes: data.horizontal ? null : data.axes },
      },
      onHover: (event, elements, chart) => {
        chart.canvas.style.cursor = linkUnder(chart, elements) ? "pointer" : "default";
      },
      onClick: (event, elements, chart) => {
        const link = linkUnder(chart, elements);
        if (link) window.location.assign(link);
      },
    };
  }

  function draw(canvas) {
    if (Chart.getChart(canvas)) return;
    const data = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
    new Chart(canvas, {
      type: "bar",
      data: {
        labels: data.labels,
        datasets: data.datasets.map((dataset) => datasetOf(dataset, data)),
      },
      options: optionsOf(data),
    });
  }

  // One after the other, so that the page answers in between.
  function drawAll(root) {
    root.querySelectorAll("canvas[data-chart]").forEach((canvas) => setTimeout(draw, 0, canvas));
  }

  // On paper a chart is drawn in one size, sharply, and fits its column by the style sheet.
  function drawForPaper(chart) {
    chart.options.devicePixelRatio = 3;
    chart.isOnPaper = true;
    chart.resize(...paperSize(chart.canvas));
  }

  // A chart of the dashboard takes a quarter of the sheet's width, that of a record all of it.
  function paperSize(canvas) {
    if (!canvas.closest(".sections")) return [720, 190];
    return /higher|tall/.test(canvas.parentElement.className) ? [440, 390] : [440, 186];
  }

  function drawForScreen(chart) {
    chart.options.devicePixelRatio = undefined;
    chart.isOnPaper = false;
    chart.resize();
  }

  function redrawAll(how) {
    return () => {
      document.querySelectorAll("canvas[data-chart]").forEach(draw);
      Object.values(Chart.instances).forEach(how);
    };
  }

  Chart.register(ChartDataLabels, window["chartjs-plugin-annotation"], unitsOverAxes);
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  drawAll(document);
  document.addEventListener("htmx:load", (event) => drawAll(event.target));
  window.addEventListener("beforeprint", redrawAll(drawForPaper));
  window.addEventListener("afterprint", redrawAll(drawForScreen));
})();
