// Line icons, drawn for this page on a 24 by 24 grid.

const PATHS = {
  attach: "M20 11.5 12.2 19.3a5 5 0 0 1-7.1-7.1l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.8-7.8",
  send: "M4.5 12h13M4.5 12 3.2 5.1c-.2-.9.7-1.6 1.5-1.2L20.6 11a1.1 1.1 0 0 1 0 2L4.7 20.1c-.8.4-1.7-.3-1.5-1.2L4.5 12",
  back: "M19 12H5M11 5.5 4.5 12l6.5 6.5",
  more: "M12 5.2v.1M12 12v.1M12 18.8v.1",
  down: "M5.5 9 12 15.5 18.5 9",
  sun: "M12 7.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8M12 2.2v2M12 19.8v2M2.2 12h2M19.8 12h2M5 5l1.5 1.5M17.5 17.5 19 19M5 19l1.5-1.5M17.5 6.5 19 5",
  moon: "M20 14.4A8.4 8.4 0 0 1 9.6 4 8.4 8.4 0 1 0 20 14.4",
  help: "M12 2.8a9.2 9.2 0 1 0 0 18.4 9.2 9.2 0 0 0 0-18.4M9.3 9.3a2.8 2.8 0 1 1 4.1 2.5c-.9.5-1.4 1.1-1.4 2.1M12 17v.1",
  plus: "M12 5v14M5 12h14",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5.2l3.4 2",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M5.7 5.7l12.6 12.6",
  star: "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9L12 16.9l-5.2 2.8 1-5.9L3.5 9.7l5.9-.8z",
  userAdd: "M10 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 10 4M3 20c.3-3.6 3.3-5.6 7-5.6 1.7 0 3.2.4 4.4 1.2M18 14v6M15 17h6",
  userOut: "M10 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 10 4M3 20c.3-3.6 3.3-5.6 7-5.6 1.7 0 3.2.4 4.4 1.2M15 17h6",
  mute: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5",
  up: "M12 19V5M5.5 11.5 12 5l6.5 6.5",
  trash: "M4.5 6.5h15M9.5 6V4h5v2M6.5 6.5l.8 13.5h9.4l.8-13.5M10 10.5v6M14 10.5v6",
  exit: "M10 4H5v16h5M14 8l4 4-4 4M18 12H9.5",
  enter: "M14 4h5v16h-5M10 8l4 4-4 4M14 12H4",
  file: "M6 3h8l4.5 4.5V21H6zM13.5 3v5h5",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  lamp: "M9.2 17.5h5.6M10 20.5h4M12 3.3a6.2 6.2 0 0 0-3.7 11.2c.6.5.9 1 .9 1.6v1.4h5.6v-1.4c0-.6.3-1.1.9-1.6A6.2 6.2 0 0 0 12 3.3",
  link: "M10 14a4.2 4.2 0 0 0 6 0l3-3a4.2 4.2 0 0 0-6-6l-1 1M14 10a4.2 4.2 0 0 0-6 0l-3 3a4.2 4.2 0 0 0 6 6l1-1",
  forward: "M4 12h15M13 6l6 6-6 6",
  copy: "M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4",
  check: "M5 12.5l4.7 4.7L19.5 7.3",
  cross: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  close: "M6 6l12 12M18 6 6 18",
  expand: "M6.5 9.5 12 15l5.5-5.5",
  book: "M12 6.7C10 5.2 7 4.6 3.5 5v13.3c3.5-.4 6.5.1 8.5 1.6 2-1.5 5-2 8.5-1.6V5c-3.5-.4-6.5.2-8.5 1.7M12 6.7v13.2",
  hourglass: "M6.5 3.5h11M6.5 20.5h11M7.8 3.5v3.6L12 12l4.2-4.9V3.5M7.8 20.5v-3.6L12 12l4.2 4.9v3.6",
  calendar: "M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8",
  pause: "M8.5 5v14M15.5 5v14",
  slash: "M15.5 5.5l-7 13",
  group: "M9 5a3.3 3.3 0 1 0 0 6.6A3.3 3.3 0 0 0 9 5M2.8 19c.2-3 2.9-4.9 6.2-4.9s6 1.9 6.2 4.9M16 5.4a3.1 3.1 0 0 1 0 6M17.5 14.4c2.2.6 3.6 2.3 3.7 4.6",
  picture: "M4 5h16v14H4zM4 16.5l5-5 4 4 2.5-2.5 4.5 4.5M15 9.2v.1",
};

const SVG = "http://www.w3.org/2000/svg";

/** A decorative icon: hidden from assistive technology, coloured by the text colour. */
export function icon(name, extra = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name} ${extra}`.trim());
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A ring that empties: its `.ring-rest` circle has a length of 100. */
export function ring() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "ring");
  svg.setAttribute("aria-hidden", "true");
  for (const name of ["ring-whole", "ring-rest"]) {
    const circle = document.createElementNS(SVG, "circle");
    circle.setAttribute("class", name);
    circle.setAttribute("cx", "12");
    circle.setAttribute("cy", "12");
    circle.setAttribute("r", "9");
    circle.setAttribute("pathLength", "100");
    svg.append(circle);
  }
  return svg;
}
