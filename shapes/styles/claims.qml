<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Fields|Forms|MapTips|AttributeTable">
 <aliases>
  @[aliases]
 </aliases>
 <previewExpression>coalesce(attribute(get_feature('coverage_units', 'code', "unit"), 'name'), "unit") || ' – ' || coalesce(attribute(get_feature('coverage_perimeters', 'id', "perimeter"), 'name'), "perimeter") || ', ' || format_number(100 * "share", 1) || ' %'</previewExpression>
</qgis>
