# A table as HTML, from {"heads","number","rows"} with text as cells (lib/cells.h).
# $caption is for those who do not see it.
def table_html($caption):
  .number as $number
  | @html "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\($caption)\"><table class=\"data\"><thead><tr>",
    (.heads | keys[] as $i | (if $number[$i] then "<th scope=\"col\" class=\"n\">" else "<th scope=\"col\">" end), (.[$i] | @html), "</th>"),
    "</tr></thead><tbody>",
    (.rows[] | "\n<tr>", (keys[] as $i | (if $number[$i] then "<td class=\"n\">" else "<td>" end), (.[$i] | @html), "</td>"), "</tr>"),
    "</tbody></table></div>\n";
