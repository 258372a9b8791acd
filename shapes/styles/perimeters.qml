<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields|Forms|MapTips|AttributeTable" labelsEnabled="1">
 <renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="1" forceraster="0">
  <orderby>
   <orderByClause asc="1" nullsFirst="1">coalesce(@atlas_featureid = $id, false)</orderByClause>
  </orderby>
  <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="255,255,255,170"/>
      <Option name="line_width" type="QString" value="1.1"/>
      <Option name="line_width_unit" type="QString" value="MM"/>
      <Option name="line_style" type="QString" value="solid"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option name="line_color" type="QString" value="31,73,125,255"/>
      <Option name="line_width" type="QString" value="0.55"/>
      <Option name="line_width_unit" type="QString" value="MM"/>
      <Option name="line_style" type="QString" value="solid"/>
      <Option name="joinstyle" type="QString" value="round"/>
      <Option name="capstyle" type="QString" value="round"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option name="name" type="QString" value=""/>
       <Option name="properties" type="Map">
        <Option name="outlineWidth" type="Map">
         <Option name="active" type="bool" value="true"/>
         <Option name="expression" type="QString" value="if(@atlas_featureid = $id, 1.2, 0.55)"/>
         <Option name="type" type="int" value="3"/>
        </Option>
       </Option>
       <Option name="type" type="QString" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="&quot;name&quot;" isExpression="1" fontFamily="Sans Serif" fontSize="8.5" fontSizeUnit="Point" fontWeight="75" fontItalic="0" textColor="31,73,125,255" textOpacity="1" multilineHeight="1">
    <text-buffer bufferDraw="1" bufferSize="1" bufferSizeUnits="MM" bufferColor="255,255,255,230" bufferOpacity="1" bufferJoinStyle="128"/>
   </text-style>
   <text-format wrapChar="" autoWrapLength="24" useMaxLineLengthForAutoWrap="1" multilineAlign="1" plussign="0"/>
   <placement placement="1" priority="6" centroidWhole="0" centroidInside="1" fitInPolygonOnly="0" polygonPlacementFlags="2"/>
   <rendering scaleVisibility="1" scaleMin="60000" scaleMax="2000000" obstacle="0" obstacleFactor="1" drawLabels="1" displayAll="0" limitNumLabels="0" fontLimitPixelSize="0" mergeLines="0" minFeatureSize="0" labelPerPart="0"/>
  </settings>
 </labeling>
 @<perimeter_form.xml>
</qgis>
