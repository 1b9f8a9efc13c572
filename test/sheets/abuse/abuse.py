"""Does to a workbook what people do to it, in LibreOffice, and tells which figures change.

Reads a plan (JSON), the file of the first argument: the workbook, its tables, its cells outside tables, and the abuses. Writes, for each
abuse, the figures that differ from those of the untouched workbook. All abuses share one office process.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from xml.sax.saxutils import escape

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet import TableFilterField
from com.sun.star.sheet.CellDeleteMode import UP
from com.sun.star.sheet.CellFlags import DATETIME, FORMULA, STRING, VALUE
from com.sun.star.sheet.CellInsertMode import DOWN
from com.sun.star.sheet.FilterOperator import EQUAL
from com.sun.star.table import CellAddress, CellRangeAddress, TableSortField

ERROR = {"error": True}
GONE = {"gone": True}


def properties(**values):
    def one(name, value):
        made = PropertyValue()
        made.Name, made.Value = name, value
        return made

    return tuple(one(name, value) for name, value in values.items())


class Office:
    """A LibreOffice of our own, with its own profile."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        pipe = f"seatwise-{os.getpid()}"
        self.process = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation=file://{self.folder.name}",
                "--headless",
                "--norestore",
                "--nologo",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        for attempt in range(300):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                if attempt == 299 or self.process.poll() is not None:
                    raise
                time.sleep(0.2)
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        return self

    def open(self, file):
        return self.desktop.loadComponentFromURL(f"file://{file}", "_blank", 0, properties(Hidden=True))

    def __exit__(self, *_):
        try:
            self.desktop.terminate()
        except Exception:
            pass
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.folder.cleanup()


class Book:
    """The workbook, as the plan describes it."""

    def __init__(self, office, plan):
        self.office, self.plan = office, plan
        self.tables = {table["name"]: table for table in plan["tables"]}
        self.document = None
        self.reload()
        self.document.calculateAll()
        self.untouched = self.places()
        self.before = self.figures({}, self.untouched)
        self.keys = {name: self.keys_of(name) for name in self.tables}

    def reload(self):
        if self.document is not None:
            self.document.close(True)
        self.document = self.office.open(self.plan["file"])
        self.hold()

    def undo(self):
        undo = self.document.getUndoManager()
        while undo.isUndoPossible():
            undo.undo()

    def is_untouched(self):
        try:
            places = self.places()
        except Exception:
            return False
        self.document.calculateAll()
        return same_places(places, self.untouched) and not any(self.differences(self.figures({}, places)))

    def differences(self, after):
        for figure, before in self.before.items():
            if differs(before, after.get(figure, GONE)):
                yield [*figure, before, after.get(figure, GONE)]

    def hold(self):
        """Cells outside tables, as objects that follow their cell when it moves."""
        sheets = self.document.Sheets
        self.cells = [
            sheets.getByName(cell["sheet"]).getCellByPosition(cell["column"], cell["row"] - 1)
            for cell in self.plan["cells"]
        ]

    def area(self, name):
        """Where a table stands now, without its totals row."""
        area = self.document.DatabaseRanges.getByName(name).DataArea
        if self.tables[name]["totals"]:
            area.EndRow -= 1
        return area

    def sheet(self, area):
        return self.document.Sheets.getByIndex(area.Sheet)

    def range(self, area):
        return self.sheet(area).getCellRangeByPosition(
            area.StartColumn, area.StartRow, area.EndColumn, area.EndRow
        )

    def places(self):
        """Where tables (totals included) and cells stand now; a cell that is gone has no place."""
        ranges = self.document.DatabaseRanges
        return {name: ranges.getByName(name).DataArea for name in self.tables}, [
            address_of(cell) for cell in self.cells
        ]

    def figures(self, rows, places):
        """Every figure by table, row and header, and by number for cells outside tables.

        `rows` says, for tables whose rows are others now, the row of the untouched table for each row, or None.
        """
        areas, addresses = places
        sheets = [Values(sheet) for sheet in self.document.Sheets]
        found = {}
        for name, table in self.tables.items():
            data = sheets[areas[name].Sheet].of(areas[name])
            body = data[1:-1] if table["totals"] else data[1:]
            for index, row in enumerate(body):
                origin = rows[name][index] if name in rows else index
                if origin is not None:
                    found.update(((name, origin, header), value) for header, value in zip(data[0], row))
            if table["totals"]:
                found.update(((name, "total", header), value) for header, value in zip(data[0], data[-1]))
        for number, address in enumerate(addresses):
            found[("cell", number, "")] = GONE if address is None else sheets[address.Sheet].at(address)
        return found

    def keys_of(self, name):
        columns = self.tables[name]["keys"]
        return [tuple(row[column] for column in columns) for row in self.range(self.area(name)).DataArray[1:]]

    def by_key(self, name):
        """For each row of a sorted table the row of the untouched one, or None."""
        places = {key: row for row, key in enumerate(self.keys[name])}
        return [places.get(key) for key in self.keys_of(name)]


def same_places(one, other):
    return one[0] == other[0] and one[1] == other[1]


def address_of(cell):
    try:
        return cell.CellAddress
    except Exception:
        return None


class Values:
    """All values of a sheet, read at once."""

    def __init__(self, sheet):
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        data = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).DataArray
        self.rows = [[ERROR if value is None else value for value in row] for row in data]

    def of(self, area):
        rows = self.rows[area.StartRow : area.EndRow + 1]
        return [row[area.StartColumn : area.EndColumn + 1] for row in rows]

    def at(self, address):
        try:
            return self.rows[address.Row][address.Column]
        except IndexError:
            return ""


def cell_area(area, row, column):
    """The address of one cell of a table: the row counts from its header, which is 0."""
    made = CellRangeAddress()
    made.Sheet = area.Sheet
    made.StartColumn = made.EndColumn = area.StartColumn + column
    made.StartRow = made.EndRow = area.StartRow + row
    return made


def whole_row(area, row):
    made = cell_area(area, row, 0)
    made.EndColumn = area.EndColumn
    return made


def sort(book, case):
    field = TableSortField()
    field.Field, field.IsAscending = case["column"], case["ascending"]
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    book.range(book.area(case["table"])).sort(
        properties(SortFields=fields, ContainsHeader=True, IsSortColumns=False)
    )
    return {case["table"]: book.by_key(case["table"])}


def filtered(book, case):
    area = book.area(case["table"])
    field = TableFilterField()
    field.Field, field.Operator = case["column"], EQUAL
    wanted = book.range(area).getCellByPosition(case["column"], case["row"] + 1)
    field.IsNumeric = wanted.Type.value == "VALUE"
    field.NumericValue, field.StringValue = wanted.Value, wanted.String
    area_range = book.range(area)
    descriptor = area_range.createFilterDescriptor(True)
    descriptor.ContainsHeader = True
    descriptor.setFilterFields((field,))
    area_range.filter(descriptor)
    rows = book.sheet(area).Rows
    case["visible"] = [
        index
        for index in range(area.EndRow - area.StartRow)
        if rows.getByIndex(area.StartRow + 1 + index).IsVisible
    ]
    return {}


def crossing(book, area, row):
    """Tables of the same sheet through whose rows a row of the sheet goes, with the number of that row in each."""
    for name in book.tables:
        other = book.area(name)
        if other.Sheet == area.Sheet and other.StartRow < row <= other.EndRow:
            yield name, row - other.StartRow - 1


def stands_above(book, name):
    """Whether moving the cells below a table would tear another table: Excel then refuses, and takes whole rows."""
    area = book.area(name)
    return any(
        other.Sheet == area.Sheet and other.StartRow > area.EndRow
        for other in (book.area(one) for one in book.tables if one != name)
    )


def shift(book, name, place, by):
    """Puts a row into a table, or takes one out; returns the tables that it crosses, each with its row."""
    area = book.area(name)
    row = area.StartRow + 1 + place
    places = {name: place}
    sheet = book.sheet(area)
    if stands_above(book, name):
        places.update(crossing(book, area, row))
        sheet.Rows.insertByIndex(row, 1) if by > 0 else sheet.Rows.removeByIndex(row, 1)
    elif by > 0:
        sheet.insertCells(whole_row(area, place + 1), DOWN)
    else:
        sheet.removeRange(whole_row(area, place + 1), UP)
    return places


def insert(book, case):
    """A row with the formulas that all other rows of a column have, as tables get them."""
    name, place = case["table"], case["at"]
    area = book.area(name)
    places = shift(book, name, place, 1)
    if book.area(name).EndRow == area.EndRow:
        entry = book.document.DatabaseRanges.getByName(name)
        whole = entry.DataArea
        whole.EndRow += 1
        entry.setDataArea(whole)
    table = book.range(book.area(name))
    other = place if place > 0 else 2
    for column in case["formulas"]:
        table.getCellByPosition(column, place + 1).Formula = table.getCellByPosition(column, other).Formula
    return {one: [*range(at), None, *range(at, book.tables[one]["rows"])] for one, at in places.items()}


def delete_row(book, case):
    places = shift(book, case["table"], case["row"], -1)
    case["deleted"] = places
    return {
        one: [*range(at), *range(at + 1, book.tables[one]["rows"])] for one, at in places.items()
    }


def delete_column(book, case):
    """The column's cells are emptied, and what refers to it becomes an error, as Excel does it.

    LibreOffice itself gives the formulas the next column instead. So the file is changed, and opened again.
    """
    column = escape(case["header"])
    references = [f"{case['table']}[{column}]", f"{case['table']}[[#This Row],[{column}]]"]
    changed = os.path.join(book.office.folder.name, "without-column.xlsx")
    with zipfile.ZipFile(book.plan["file"]) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/workbook.xml" or part.filename.startswith("xl/worksheets/"):
                text = content.decode()
                for reference in references:
                    text = text.replace(reference, "#REF!")
                content = text.encode()
            new.writestr(part, content)
    book.document = book.office.open(changed)
    area = book.document.DatabaseRanges.getByName(case["table"]).DataArea
    area.StartColumn = area.EndColumn = area.StartColumn + case["column"]
    area.StartRow += 1
    book.sheet(area).getCellRangeByPosition(
        area.StartColumn, area.StartRow, area.EndColumn, area.EndRow
    ).clearContents(VALUE | DATETIME | STRING | FORMULA)
    return {}


def move(book, case):
    area = book.document.DatabaseRanges.getByName(case["table"]).DataArea
    to = CellAddress()
    to.Sheet, to.Column, to.Row = area.Sheet, area.StartColumn + 60, area.StartRow + 7
    book.sheet(area).moveRange(to, area)
    return {}


def rename(book, case):
    book.document.Sheets.getByName(case["sheet"]).Name = case["to"]
    return {}


def copy_sheet(book, case):
    sheets = book.document.Sheets
    sheets.copyByName(case["sheet"], case["to"], 0 if case["first"] else sheets.Count)
    cell = sheets.getByName(case["to"]).getCellByPosition(case["column"], case["row"] - 1)
    cell.Value = float(case["value"])
    return {}


def put(book, case):
    """A value typed into a cell of a table, or the cell cleared."""
    area = book.area(case["table"])
    cell = book.range(area).getCellByPosition(case["column"], case["row"] + 1)
    value = case["value"]
    if isinstance(value, str):
        cell.String = value
    else:
        cell.Value = float(value)
    return {}


ABUSES = {
    "sort": sort,
    "filter": filtered,
    "insert": insert,
    "delete row": delete_row,
    "delete column": delete_column,
    "move": move,
    "rename": rename,
    "copy sheet": copy_sheet,
    "put": put,
}
# What leaves every place of a table and of a cell as it is.
# What LibreOffice does not take back, or breaks down when it does.
NOT_UNDONE = {"move", "filter"}
IN_PLACE = {"sort", "put", "filter", "delete column"}


def differs(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) > 1e-6 * max(1, abs(one))
    return one != other


def run(book, case):
    kept = book.document
    rows = ABUSES[case["do"]](book, case)
    book.document.calculateAll()
    places = book.untouched if case["do"] in IN_PLACE else book.places()
    changed = list(book.differences(book.figures(rows, places)))
    if book.document is not kept:
        book.document.close(True)
        book.document = kept
    elif case["do"] in NOT_UNDONE:
        book.reload()
    else:
        book.undo()
        # What changes values alone is always taken back; `run_all` looks at the end.
        if case["do"] not in IN_PLACE and not book.is_untouched():
            book.reload()
    return {"changed": changed, **{key: case[key] for key in ("visible", "deleted") if key in case}}


def run_all(cases, plan, results):
    """Adds the results of cases, until the office breaks down; of the case at which it does, nothing is said."""
    with Office() as office:
        book = Book(office, plan)
        for case in cases[len(results) :]:
            try:
                results.append(run(book, dict(case)))
            except Exception as fault:
                if office.process.poll() is not None:
                    return book.before
                results.append({"fault": f"{type(fault).__name__}: {fault}"})
                book.reload()
        if not book.is_untouched():
            raise SystemExit("After all abuses were taken back, a figure differs from the untouched workbook.")
        book.document.close(True)
        return book.before


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        plan = json.load(file)
    results = []
    broken = 0
    while True:
        figures = run_all(plan["cases"], plan, results)
        if len(results) == len(plan["cases"]):
            break
        broken += 1
        if broken > 3:
            raise SystemExit(f"LibreOffice broke down {broken} times, at last at {plan['cases'][len(results)]}.")
    before = [[*figure, value] for figure, value in figures.items()]
    json.dump({"before": before, "results": results}, sys.stdout)


main()
